using System;
using Journy.Import.Values;

namespace Journy.Import.Columns;

/// <summary>What parameters say about every record; wins over the record's own columns.</summary>
internal sealed record GivenValues
{
    public string? UserId { get; init; }

    public string? Email { get; init; }

    public string? AccountId { get; init; }

    public string? Domain { get; init; }

    public string? DeviceId { get; init; }

    public string? EventName { get; init; }

    public DateTimeOffset? TriggeredAt { get; init; }

    /// <summary>The values as they are sent: what is blank counts as not given, so that the record's own is used.</summary>
    /// <param name="checksEmail">True to refuse what is no e-mail address.</param>
    /// <exception cref="JournyInputException">A value cannot be used.</exception>
    public GivenValues Checked(bool checksEmail)
    {
        string? email = IdentifierOf(Email, "-Email");
        return this with
        {
            UserId = IdentifierOf(UserId, "-UserId"),
            Email = email is null || !checksEmail ? email : EmailAddress.Check(email, "-Email"),
            AccountId = IdentifierOf(AccountId, "-AccountId"),
            Domain = IdentifierOf(Domain, "-Domain"),
            DeviceId = IdentifierOf(DeviceId, "-DeviceId"),
            EventName = ValueConverter.ToIdentifier(EventName, "-Name"),
        };
    }

    /// <summary>The parameter that says for every record what a column of a role would; null if none is given.</summary>
    public string? ParameterFor(ColumnRole role) => role switch
    {
        ColumnRole.UserId when UserId is not null => "-UserId",
        ColumnRole.Email when Email is not null => "-Email",
        ColumnRole.AccountId when AccountId is not null => "-AccountId",
        ColumnRole.Domain when Domain is not null => "-Domain",
        ColumnRole.DeviceId when DeviceId is not null => "-DeviceId",
        ColumnRole.EventName when EventName is not null => "-Name",
        ColumnRole.TriggeredAt when TriggeredAt is not null => "-TriggeredAt",
        _ => null,
    };

    private static string? IdentifierOf(string? given, string parameter) =>
        OuterSpace.Check(ValueConverter.ToIdentifier(given, parameter), parameter);
}
