using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Text.Json;
using Journy.Emulator;
using Journy.Samples.DataGenerator;

namespace Journy.Samples.Quickstart.Checks;

/// <summary>Compares what the script left, in the emulator and on the disk, with what the sample file's plan says.</summary>
internal sealed class ImportCheck
{
    private readonly List<Count> _counts = [];
    private readonly CustomerFile _file;
    private readonly ScriptOutcome _script;
    private readonly EmulatorContent _content;
    private readonly FailedFile _failed;
    private readonly UserIndex _users;

    private ImportCheck(CustomerFile file, ScriptOutcome script, EmulatorContent content, FailedFile failed)
    {
        _file = file;
        _script = script;
        _content = content;
        _failed = failed;
        _users = new UserIndex(content.Users);
    }

    /// <summary>Counts all that the script had to bring about.</summary>
    /// <param name="file">The sample file.</param>
    /// <param name="script">What the script says of its run.</param>
    /// <param name="content">What the emulator holds.</param>
    /// <param name="failed">The file with the rows that failed.</param>
    /// <returns>The counts.</returns>
    internal static IReadOnlyList<Count> Run(CustomerFile file, ScriptOutcome script, EmulatorContent content, FailedFile failed)
    {
        ImportCheck check = new(file, script, content, failed);
        check.CountSummary();
        check.CountRequests();
        check.CountUsers();
        check.CountFailedRows();
        return check._counts;
    }

    private void CountSummary()
    {
        Add("rows read, by the import's summary", CustomerFile.RowCount, _script.Read);
        Add("rows sent", _file.GoodRows.Count(), _script.Sent);
        Add("rows failed", _file.FailingRows.Count(), _script.Failed);
        Add("rows accepted in part", 0, _script.Partial);
        Add("rows not attempted", 0, _script.NotAttempted);
        Add("rows sent by the second import", 0, _script.Again.Sent);
        Add("rows that it found unchanged", _file.GoodRows.Count(), _script.Again.Unchanged);
        Add("rows that failed again", _file.FailingRows.Count(), _script.Again.Failed);
    }

    private void CountRequests()
    {
        LedgerEntry[] upserts = [.. _content.Of(HttpMethod.Post.Method, "/users/upsert")];

        // One a good row, and the script's own update.
        Add("upserts applied", _file.GoodRows.Count() + 1, upserts.Count(upsert => upsert.Applied));

        // A row that was refused is tried by every import.
        Add("upserts refused", 2 * Rows(RowFault.RefusedEmail), upserts.Count(upsert => !upsert.Applied));
        Add("deletes applied", 1, _content.Of(HttpMethod.Delete.Method, "/users").Count(delete => delete.Applied));
        Add("requests that ran into the rate limit", 0, _content.Requests.Count(request => request.Status == 429));
    }

    private void CountUsers()
    {
        Add("users in the emulator", _file.GoodRows.Count() - 1, _content.Users.Count);
        Add("users with the ID that was deleted", 0, _users.Find(_script.DeletedUserId, null) is null ? 0 : 1);

        Dictionary<string, JsonElement> update = LastUpdate();
        EmulatedUser? updated = _users.Find(_script.UpdatedUserId, null);
        Add("properties of the update, on its user", update.Count, update.Count(property => Holds(updated, property)));

        (ExpectedUser Expected, EmulatedUser? User)[] users =
        [
            .. _file.GoodRows
                .Select(row => new ExpectedUser(row))
                .Where(user => user.UserId != _script.DeletedUserId)
                .Select(user => (user, user.Find(_users))),
        ];
        Add(
            "users with exactly their row's properties",
            users.Length,
            users.Count(pair => pair.User is not null && pair.Expected.Equals(pair.User, pair.User == updated ? update.Keys : [])));
        Add(
            "phone numbers with a leading 0 or +, as text",
            users.Sum(pair => pair.Expected.DelicatePhones.Count()),
            users.Sum(pair => pair.User is null ? 0 : pair.Expected.DelicatePhones.Count(name => pair.Expected.HasText(pair.User, name))));
        Add(
            "registered_at in UTC, ISO 8601",
            users.Count(pair => pair.Expected.HasDate),
            users.Count(pair => pair.User is not null && pair.Expected.HasDate && pair.Expected.HasDateInUtc(pair.User)));
    }

    private void CountFailedRows()
    {
        Add("rows in the failed file", _file.FailingRows.Count(), _failed.Rows.Count);
        Add("rows there with their line and reason", _file.FailingRows.Count(), _file.FailingRows.Count(_failed.Explains));
    }

    // What the script set is known from what it sent last: it need not be written down a second time here.
    private Dictionary<string, JsonElement> LastUpdate()
    {
        string? body = _content.Of(HttpMethod.Post.Method, "/users/upsert").LastOrDefault(upsert => upsert.Applied)?.Body;
        return body is not null && JsonElement.Parse(body).TryGetProperty("properties", out JsonElement properties)
            ? properties.EnumerateObject().ToDictionary(property => property.Name, property => property.Value)
            : [];
    }

    private static bool Holds(EmulatedUser? user, KeyValuePair<string, JsonElement> property) =>
        user is not null
        && user.Properties.TryGetValue(property.Key, out JsonElement value)
        && JsonElement.DeepEquals(value, property.Value);

    private int Rows(RowFault fault) => _file.FailingRows.Count(row => row.Fault == fault);

    private void Add(string what, long expected, long actual) => _counts.Add(new Count(what, expected, actual));
}
