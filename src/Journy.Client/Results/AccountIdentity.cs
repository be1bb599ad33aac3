namespace Journy;

/// <summary>Names one account, by ID, domain or both.</summary>
public sealed class AccountIdentity : JournyIdentity
{
    internal AccountIdentity(string? accountId, string? domain)
        : base(JournyEntity.Account, accountId, domain)
    {
    }

    /// <summary>The account's ID in the customer's own database; null if only the domain is known.</summary>
    public string? AccountId => Id;

    /// <summary>The account's domain; null if only the ID is known.</summary>
    public string? Domain => Alias;

    internal override string IdName => "accountId";

    internal override string AliasName => "domain";

    internal override string Collection => "accounts";
}
