using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json;
using Journy.Emulator;
using Journy.Samples.DataGenerator;

namespace Journy.Tests.Samples;

/// <summary>The user that a row of the sample file must have become.</summary>
internal sealed class ExpectedUser
{
    private const string RegisteredAt = "registered_at";

    // What the script maps, written down again: this is the side that checks it.
    private static readonly Dictionary<string, string> TextColumns = new()
    {
        ["First Name"] = "first_name",
        ["Last Name"] = "last_name",
        ["Company"] = "company",
        ["City"] = "city",
        ["Country"] = "country",
        ["Phone 1"] = "phone",
        ["Phone 2"] = "phone_2",
        ["Website"] = "website",
    };

    private readonly Dictionary<string, string> _texts;
    private readonly DateTimeOffset? _registeredAt;

    public ExpectedUser(CustomerRow row)
    {
        UserId = NullIfBlank(row["Customer Id"]);
        Email = NullIfBlank(row["Email"]);

        // A blank cell says nothing about the user, so nothing may be stored for it.
        _texts = TextColumns
            .Where(column => row[column.Key].Length > 0)
            .ToDictionary(column => column.Value, column => row[column.Key]);

        // A date without a zone is one in UTC.
        string date = row["Subscription Date"];
        _registeredAt = date.Length == 0
            ? null
            : DateTimeOffset.Parse(date, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
    }

    /// <summary>The user ID; null if the row has none.</summary>
    public string? UserId { get; }

    /// <summary>The e-mail address; null if the row has none.</summary>
    public string? Email { get; }

    /// <summary>Whether the row has a date.</summary>
    public bool HasDate => _registeredAt is not null;

    /// <summary>The names of the phone properties whose number any guess at types would have spoilt.</summary>
    public IEnumerable<string> DelicatePhones => _texts
        .Where(text => text.Key is "phone" or "phone_2" && text.Value[0] is '0' or '+')
        .Select(text => text.Key);

    /// <summary>Whether a user is this one.</summary>
    public bool IsOf(EmulatedUser user) =>
        UserId is not null ? user.UserId == UserId : string.Equals(user.Email, Email, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a user has the row's identity and properties, and no others.</summary>
    public bool Equals(EmulatedUser user, IReadOnlyCollection<string> added)
    {
        HashSet<string> names = [.. _texts.Keys, .. added];
        if (HasDate)
        {
            names.Add(RegisteredAt);
        }

        return user.UserId == UserId
            && user.Email == Email
            && names.SetEquals(user.Properties.Keys)
            && _texts.Keys.All(name => HasText(user, name));
    }

    /// <summary>Whether a property is the row's cell, letter by letter.</summary>
    public bool HasText(EmulatedUser user, string name) =>
        user.Properties.TryGetValue(name, out JsonElement value)
        && value.ValueKind == JsonValueKind.String
        && value.ValueEquals(_texts[name]);

    /// <summary>Whether the user's date is the row's, written as an ISO 8601 time in UTC.</summary>
    public bool HasDateInUtc(EmulatedUser user) =>
        user.Properties.TryGetValue(RegisteredAt, out JsonElement value)
        && value.ValueKind == JsonValueKind.String
        && value.GetString()!.EndsWith('Z')
        && value.TryGetDateTimeOffset(out DateTimeOffset date)
        && date == _registeredAt;

    private static string? NullIfBlank(string text) => text.Length == 0 ? null : text;
}
