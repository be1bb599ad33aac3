namespace Journy.Emulator;

/// <summary>A user who belongs to an account, or once did.</summary>
public sealed record EmulatedMember
{
    /// <summary>Gets the <see cref="EmulatedUser.Number"/> of the user.</summary>
    public required long UserNumber { get; init; }

    /// <summary>Gets the user's ID.</summary>
    public string? UserId { get; init; }

    /// <summary>Gets the user's e-mail address, as last written.</summary>
    public string? Email { get; init; }

    /// <summary>Gets a value indicating whether the user was taken out of the account again. The user itself stays stored.</summary>
    public bool IsRemoved { get; init; }
}
