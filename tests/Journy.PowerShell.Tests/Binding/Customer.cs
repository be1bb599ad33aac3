namespace Journy.Tests.Binding;

/// <summary>A record as a program of one's own has it.</summary>
public sealed class Customer
{
    private int _lengthOfSecret;

    public string UserId { get; init; } = "u";

    public string Plan { get; init; } = "Pro";

    public int? Seats { get; init; } = 5;

    /// <summary>Can only be set, as some passwords.</summary>
    public string Secret
    {
        set => _lengthOfSecret = value.Length;
    }

    public int LengthOfSecret() => _lengthOfSecret;
}
