using Journy.Results;

namespace Journy;

/// <summary>Who a record is about: the target of its error record.</summary>
public abstract class JournyIdentity
{
    private protected JournyIdentity(JournyEntity entity, string? id, string? alias)
    {
        Entity = entity;
        Id = string.IsNullOrWhiteSpace(id) ? null : id;
        Alias = string.IsNullOrWhiteSpace(alias) ? null : alias;
    }

    /// <summary>User or account.</summary>
    public JournyEntity Entity { get; }

    /// <summary>The identifier in the customer's own database, if known.</summary>
    internal string? Id { get; }

    /// <summary>The e-mail address of a user or the domain of an account, if known.</summary>
    internal string? Alias { get; }

    /// <summary>What <see cref="Id"/> is called on the wire.</summary>
    internal abstract string IdName { get; }

    /// <summary>What <see cref="Alias"/> is called on the wire.</summary>
    internal abstract string AliasName { get; }

    /// <summary>The first part of the API's paths for this entity.</summary>
    internal abstract string Collection { get; }

    /// <summary>True if there is no identifier: journy.io could not tell whom the record is about.</summary>
    internal bool IsEmpty => Id is null && Alias is null;

    /// <summary>The name for messages, such as <c>user 42 &lt;jane@example.com&gt;</c>.</summary>
    /// <returns>The name; control characters are left out.</returns>
    public override string ToString()
    {
        string entity = Entity == JournyEntity.User ? "user" : "account";
        string name = (Id, Alias) switch
        {
            (null, null) => "without identity",
            (null, _) => Alias!,
            (_, null) => Id!,
            _ => $"{Id} <{Alias}>",
        };
        return $"{entity} {PlainText.Of(name)}";
    }
}
