using System;
using Journy.Emulator.State;

namespace Journy.Emulator.Api;

/// <summary>How one kind of record is identified on the wire.</summary>
internal sealed record IdentityShape(string IdName, string AliasName, Func<string, bool> IsAlias, string AliasReason)
{
    internal static IdentityShape User { get; } = new("userId", "email", WebNames.IsEmail, "This is not an e-mail address.");

    internal static IdentityShape Account { get; } = new("accountId", "domain", WebNames.IsDomain, "This is not a domain name.");

    /// <summary>Reads an identification; what is wrong with it goes to the reader's problems.</summary>
    internal Identity Read(BodyReader? reader)
    {
        if (reader is null)
        {
            return default;
        }

        reader.Allow(IdName, AliasName);
        string? id = reader.OptionalText(IdName);
        string? alias = reader.OptionalText(AliasName);
        if (alias is not null && !IsAlias(alias))
        {
            reader.Problem(AliasName, AliasReason);
        }

        if (!reader.Members.ContainsKey(IdName) && !reader.Members.ContainsKey(AliasName))
        {
            reader.Problem($"At least one of {IdName} and {AliasName} is required.");
        }

        return new Identity(id, alias);
    }
}
