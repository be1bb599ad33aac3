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
    /// <param name="looksAtEmail">True to refuse what is no e-mail address.</param>
    /// <exception cref="JournyInputException">A value cannot be used.</exception>
    public GivenValues Checked(bool looksAtEmail)
    {
        string? email = IdentifierOf(Email, "-Email");
        return this with
        {
            UserId = IdentifierOf(UserId, "-UserId"),
            Email = email is null || !looksAtEmail ? email : EmailAddress.Check(email, "-Email"),
            AccountId = IdentifierOf(AccountId, "-AccountId"),
            Domain = IdentifierOf(Domain, "-Domain"),
            DeviceId = IdentifierOf(DeviceId, "-DeviceId"),
            EventName = ValueConverter.ToIdentifier(EventName, "-Name"),
        };
    }

    private static string? IdentifierOf(string? given, string parameter) =>
        OuterSpace.Check(ValueConverter.ToIdentifier(given, parameter), parameter);
}
