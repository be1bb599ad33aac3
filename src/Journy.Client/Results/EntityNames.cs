using System;

namespace Journy.Results;

/// <summary>What the rows of an import are called in messages.</summary>
internal static class EntityNames
{
    /// <summary>The plural of an entity.</summary>
    public static string Plural(ImportEntity entity) => entity switch
    {
        ImportEntity.User => "users",
        ImportEntity.Account => "accounts",
        ImportEntity.AccountUser => "users of accounts",
        _ => "events",
    };

    /// <summary>The plural of an entity given by name.</summary>
    public static string Plural(string entity) =>
        Enum.TryParse(entity, out ImportEntity known) ? Plural(known) : entity;
}
