using System;

namespace Journy.Import.Columns;

/// <summary>
/// What a kind of record is made of: which columns have a part of their own, by which names, and whom it must name. Every
/// other column is a property.
/// </summary>
internal sealed class RecordShape
{
    private static readonly string[] UserIdNames = { "userId", "user_id" };
    private static readonly string[] EmailNames = { "email" };
    private static readonly string[] AccountIdNames = { "accountId", "account_id" };
    private static readonly string[] DomainNames = { "domain" };
    private static readonly string[] DeviceIdNames = { "deviceId", "device_id" };
    private static readonly string[] EventNames = { "name" };
    private static readonly string[] TriggeredAtNames = { "triggeredAt", "triggered_at" };

    private readonly ColumnRole[] _roles;

    /// <summary>Describes a kind of record.</summary>
    /// <param name="kind">What the records are called in the list of known exports.</param>
    /// <param name="roles">The parts that columns of their own may have.</param>
    public RecordShape(string kind, params ColumnRole[] roles)
    {
        Kind = kind;
        _roles = roles;
        HasUser = Array.IndexOf(roles, ColumnRole.UserId) >= 0;
        HasAccount = Array.IndexOf(roles, ColumnRole.AccountId) >= 0;
    }

    public static RecordShape User { get; } = new("users", ColumnRole.UserId, ColumnRole.Email);

    public static RecordShape Account { get; } = new("accounts", ColumnRole.AccountId, ColumnRole.Domain);

    /// <summary>What the records are called in the list of known exports.</summary>
    public string Kind { get; }

    public bool HasUser { get; }

    public bool HasAccount { get; }

    /// <summary>True if a user or an account is enough.</summary>
    public bool NeedsEither { get; init; }

    /// <summary>True if the other columns become the metadata of an event, which holds neither nulls nor lists, and in which no name
    /// has a type of its own.</summary>
    public bool HasMetadata { get; init; }

    /// <summary>What a record needs beside an identity, and the problem of one that does not have it; null if nothing.</summary>
    public (ColumnRole Role, Func<JournyInputException> Problem)? Required { get; init; }

    /// <summary>What a role is called in messages.</summary>
    public static string LabelOf(ColumnRole role) => Describe(role).Label;

    /// <summary>A column's name that gives it a role.</summary>
    public static string NameOf(ColumnRole role) => Describe(role).Names[0];

    /// <summary>The names on the right of -PropertyMap that make a column name somebody, for messages.</summary>
    public string IdentityNames => this == Account
        ? "account_id or domain"
        : HasAccount ? "user_id, email, account_id or domain" : "user_id or email";

    /// <summary>The role of a column; property if the name has none of its own.</summary>
    public ColumnRole RoleOf(string name)
    {
        foreach (ColumnRole role in _roles)
        {
            foreach (string own in Describe(role).Names)
            {
                if (string.Equals(own, name, StringComparison.OrdinalIgnoreCase))
                {
                    return role;
                }
            }
        }

        return ColumnRole.Property;
    }

    /// <summary>Whether a column of this name says whom a record is about.</summary>
    public bool IsIdentity(string name) =>
        RoleOf(name) is ColumnRole.UserId or ColumnRole.Email or ColumnRole.AccountId or ColumnRole.Domain;

    private static (string[] Names, string Label) Describe(ColumnRole role) => role switch
    {
        ColumnRole.UserId => (UserIdNames, "user ID"),
        ColumnRole.Email => (EmailNames, "e-mail address"),
        ColumnRole.AccountId => (AccountIdNames, "account ID"),
        ColumnRole.Domain => (DomainNames, "domain"),
        ColumnRole.DeviceId => (DeviceIdNames, "device ID"),
        ColumnRole.EventName => (EventNames, "event name"),
        ColumnRole.TriggeredAt => (TriggeredAtNames, "time of the event"),
        _ => throw new ArgumentOutOfRangeException(nameof(role), role, null),
    };
}
