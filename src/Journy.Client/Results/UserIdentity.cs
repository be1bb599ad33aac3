namespace Journy;

/// <summary>Names one user, by ID, e-mail address or both.</summary>
public sealed class UserIdentity : JournyIdentity
{
    internal UserIdentity(string? userId, string? email)
        : base(JournyEntity.User, userId, email)
    {
    }

    /// <summary>The user's ID in the customer's own database; null if only the e-mail address is known.</summary>
    public string? UserId => Id;

    /// <summary>The user's e-mail address; null if only the ID is known.</summary>
    public string? Email => Alias;

    internal override string IdName => "userId";

    internal override string AliasName => "email";

    internal override string Collection => "users";
}
