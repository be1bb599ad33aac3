using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Journy.Tests.Engine;
using Xunit;

namespace Journy.Tests.ImportCommand;

/// <summary>
/// Some runs of one export against one journal. What the server counted is a list, and what each row is, the export knows.
/// </summary>
internal sealed class EventScenario
{
    /// <summary>What the scenarios must come to, some time.</summary>
    public static readonly string[] ToMeet =
        [
            "piped", "keyed", "killed", "cut", "cut and sent", "cut and killed", "moved", "zone", "refused", "accepted", "gained", "lost",
            "first format", "first format piped", "unknown", "failed"
        ];

    private static readonly string?[] Zones = [null, "Asia/Tokyo", "America/New_York"];

    private static readonly string[] MayBeExcluded = ["plan", "amount", "currency", "note"];

    private readonly EventRunsTests _test;
    private readonly Random _random;
    private readonly EventExport _export;
    private readonly string _name;
    private readonly bool _isPiped;
    private readonly int _keyedFrom;
    private readonly string _key;
    private readonly StringBuilder _story = new();

    // What the server counted: of each, which rows it can have been.
    private readonly List<HashSet<int>> _counted = [];

    // How often each event may be counted.
    private readonly Dictionary<int, int> _most = [];

    // Rows that were said to be whole, and whose keys were cut.
    private readonly HashSet<(int Event, string Text)> _otherKeys = [];

    private string[] _excluded = [];
    private KeyValuePair<string, string>? _metadata;
    private bool _asText;
    private string? _amountType;
    private string? _timeZone;
    private bool _isOfFirstFormat;
    private int _uncertain;
    private int _mostDoubles;
    private int _run;

    public EventScenario(EventRunsTests test, Random random, int seed)
    {
        _test = test;
        _random = random;
        _export = new EventExport(random);
        _name = $"e{seed}";
        _isPiped = random.Next(5) == 0;
        _keyedFrom = random.Next(5) switch { 0 => 1, 1 => random.Next(2, 4), _ => int.MaxValue };
        _key = random.Next(2) == 0 ? "order_id" : "order_id, name";
    }

    public string Story => _story.ToString();

    /// <summary>How often each of <see cref="ToMeet"/> was met.</summary>
    public Dictionary<string, int> Met { get; } = [];

    private bool IsKeyed => _run >= _keyedFrom;

    private string FilePath => _test.PathOf(_name + ".csv");

    private string JournalPath => _test.PathOf(_name + ".csv.journy");

    public void Run()
    {
        int runs = _random.Next(2, 6);
        Meet(_isPiped ? "piped" : "by file");
        for (_run = 1; _run <= runs; _run++)
        {
            string[] columns = [.. _export.Columns];
            (string[], KeyValuePair<string, string>?, bool, string?, string?) parameters =
                (_excluded, _metadata, _asText, _amountType, _timeZone);
            Change();
            if (RunOnce(_random.Next(4) == 0, _random.Next(2) == 0 ? 0 : 0.3) is not { } again)
            {
                continue;
            }

            Meet("refused");
            switch (_random.Next(4))
            {
                case 0:
                    // As it was.
                    if (_export is { OnlyGrows: false, Cut: null })
                    {
                        _export.Restore(columns);
                    }

                    (_excluded, _metadata, _asText, _amountType, _timeZone) = parameters;
                    RunOnce(isKilled: false, 0);
                    break;
                case 1 when !_isPiped:
                    Assert.Equal(again, RunOnce(isKilled: false, 0, accepted: again - 1));
                    break;
                case 2:
                    RunOnce(isKilled: true, 0, accepted: again);
                    break;
                default:
                    Accept(again);
                    break;
            }
        }

        // In the end everything is sent that may be.
        _export.Cut = null;
        if (RunOnce(isKilled: false, 0) is { } left)
        {
            Accept(left);
        }

        Assert.Null(RunOnce(isKilled: false, 0, isAfterComplete: true));
        File.Delete(FilePath);
        File.Delete(JournalPath);
    }

    private void Accept(long again)
    {
        Meet("accepted");
        int before = Doubles();
        int uncertain = _uncertain;
        Assert.Null(RunOnce(isKilled: false, 0, accepted: again));
        int doubles = Doubles() - before;
        Assert.True(doubles <= again, $"{doubles} events count again, and {again} were accepted.");

        // A row that was sent again may as well be its copy that is half written, so that one less seems to count again.
        bool isCopyCut = _export.Cut is not null && _export.Rows.SkipLast(1).Any(row => row.Event == _export.Rows[^1].Event);
        if (!_isPiped && _export.HasOwnTimes && !_export.HasDropped && !_isOfFirstFormat && !isCopyCut && (!IsKeyed || _keyedFrom == 1))
        {
            Assert.True(
                doubles >= again - uncertain, $"{doubles} events count again, {again} were named, and of {uncertain} nobody knows.");
        }
    }

    private void Change()
    {
        if (_export.Cut is { } cut && _random.Next(3) == 0 && cut < _export.LastLine.Length)
        {
            _export.Cut = _random.Next(cut, _export.LastLine.Length + 1);
            return;
        }

        _export.Cut = null;
        ExportedRow? last = _export.OnlyGrows ? _export.Rows[^1] : null;
        int place = _export.Rows.Count;
        bool hasNewEnd = _export.Grow();
        if (last is not null
            && _export.Rows.Take(place - 1).Any(row => ReferenceEquals(row, last))
                | (_export.Rows.Count > place && ReferenceEquals(_export.Rows[^1], last)))
        {
            Meet("moved");
        }

        if (_run > 1)
        {
            if (_random.Next(4) == 0 && _export.Gain())
            {
                Meet("gained");
            }

            bool hadEmail = _export.Columns.Contains("email");
            if (_random.Next(8) == 0 && _export.Lose())
            {
                Meet("lost");
            }

            // A journal of 0.1.0 does not say that its rows had addresses.
            bool hasLostEmail = hadEmail && !_export.Columns.Contains("email");

            if (_random.Next(8) == 0)
            {
                _export.Reorder();
            }

            if (_run > _keyedFrom && _random.Next(5) == 0)
            {
                _export.Edit();
            }

            if (_run == 2 && !IsKeyed && _random.Next(_isPiped ? 1 : 3) == 0 && _export.Columns.Intersect(MayBeExcluded).Any()
                && _excluded.Length == 0
                && _metadata is null
                && !_asText
                && _amountType is null
                && _timeZone is null
                && !_export.OnlyGrows
                && !hasLostEmail
                && !Met.ContainsKey("killed"))
            {
                Meet(_isPiped ? "first format piped" : "first format");
                _isOfFirstFormat = true;
                JournalText.ToFirstFormat(JournalPath);
                _story.AppendLine("  the journal is one of 0.1.0");
            }
        }

        if (_random.Next(6) == 0)
        {
            _excluded = [.. MayBeExcluded.Where(_ => _random.Next(3) == 0)];
        }

        if (_random.Next(8) == 0)
        {
            _metadata = _random.Next(3) switch { 0 => null, 1 => new("source", "crm"), _ => new("plan", "x") };
        }

        if (_random.Next(6) == 0)
        {
            string? zone = Zones[_random.Next(Zones.Length)];
            if (zone != _timeZone && !_export.HasZones && _run > 1)
            {
                Meet("zone");
            }

            _timeZone = zone;
        }

        _asText = !_isPiped && (_random.Next(10) == 0 ? !_asText : _asText);
        if (_random.Next(10) == 0)
        {
            _amountType = _random.Next(2) == 0 ? null : "Text";
        }

        if (!_isPiped && hasNewEnd && _export.Columns[^1] != "email" && _random.Next(2) == 0)
        {
            Meet("cut");
            _export.Cut = _random.Next(2) == 0
                ? _random.Next(1, _export.LastLine.Length + 1)
                : Math.Max(1, _export.LastLine.Length - _random.Next(6));
        }
    }

    /// <summary>Runs the import once, and judges it.</summary>
    /// <returns>The number that it names if it does not go on; null if it does.</returns>
    private long? RunOnce(bool isKilled, double faults, long? accepted = null, bool isAfterComplete = false)
    {
        bool isComplete = _random.Next(3) == 0;
        bool isOld = _random.Next(3) == 0;
        File.WriteAllText(FilePath, _export.Text);
        File.SetLastWriteTimeUtc(FilePath, DateTime.UtcNow.AddMinutes(isOld ? -61 : -1));
        byte[] before = File.Exists(JournalPath) ? File.ReadAllBytes(JournalPath) : [];
        string[] excluded = [.. _excluded.Intersect(_export.Columns)];
        string parameters = string.Concat(
            excluded.Length == 0 ? string.Empty : $" -ExcludeProperty {string.Join(", ", excluded)}",
            _metadata is { } metadata ? $" -Metadata @{{ {metadata.Key} = '{metadata.Value}' }}" : string.Empty,
            _asText ? " -AsText" : string.Empty,
            _amountType is null || !_export.Columns.Contains("amount") || excluded.Contains("amount")
                ? string.Empty
                : $" -PropertyType @{{ amount = '{_amountType}' }}",
            _timeZone is null ? string.Empty : $" -TimeZone {_timeZone}",
            IsKeyed ? $" -EventKey {_key}" : string.Empty,
            accepted is null ? string.Empty : $" -AcceptEventCount {accepted}",
            isComplete && !_isPiped ? " -FileIsComplete" : string.Empty,
            $" -ThrottleLimit {(isKilled ? 1 : _random.Next(1, 5))} -WarningAction SilentlyContinue");
        string script = _isPiped
            ? $"{Objects()} | Import-JournyEvent -JournalPath '{JournalPath}'{parameters}"
            : $"Import-JournyEvent '{FilePath}'{parameters}";
        _story.AppendLine(script[script.IndexOf("Import-JournyEvent", StringComparison.Ordinal)..]).AppendLine(_export.Text.TrimEnd('\n'));
        Meet(IsKeyed ? "keyed" : "by content");

        (ShellResult result, IReadOnlyList<ReceivedEvent> received) = _test.RunImport(script, faults);
        isKilled = isKilled && CutJournal(before, ref received);
        bool takesCut = _export.Cut is not null && (isComplete || isOld);
        if (takesCut && _export.CutRow is { } cutRow && cutRow != _export.Rows[^1])
        {
            _export.OnlyGrows = true;
            Meet("cut and sent");
        }

        // What counted again with the user's leave may pass for a copy that the export gained since, until that is sent.
        int doubles = _mostDoubles = Math.Max(_mostDoubles, Doubles());
        Count(received, takesCut, excluded);
        _story.AppendLine(
            CultureInfo.InvariantCulture,
            $"  {received.Count} received, {received.Count(one => one.IsRecorded)} recorded{(isKilled ? ", killed" : string.Empty)}");
        foreach (ReceivedEvent one in received)
        {
            _story.AppendLine(CultureInfo.InvariantCulture, $"    {(one.IsRecorded ? "+" : "-")} {one.Body}");
        }

        int more = Doubles() - doubles;
        Assert.True(more <= (accepted ?? 0), $"{more} events are counted twice in run {_run}, and {accepted ?? 0} were accepted.");
        if (isKilled)
        {
            Meet("killed");
            if (takesCut && _export.OnlyGrows)
            {
                Meet("cut and killed");
            }

            return null;
        }

        ImportSummary? summary = result.As<ImportSummary>().SingleOrDefault();
        _story.AppendLine(
            CultureInfo.InvariantCulture,
            $"  {(summary is null
                ? "no summary"
                : $"{summary.Read} read: {summary.Sent} sent, {summary.Unchanged} unchanged, {summary.Failed} failed, "
                + $"{summary.Unknown} unknown, {summary.NotAttempted} not attempted, {summary.Deferred} deferred")}")
            .AppendLine("  " + string.Join("\n  ", result.Errors.Select(error => error.Exception.Message)));
        Match refused = result.Errors.Select(error => Regex.Match(
            error.Exception.Message, @"(\d+) events? that (was|were) recorded before|most likely recorded before.* (\d+) are recorded"))
            .FirstOrDefault(match => match.Success) ?? Match.Empty;
        long? again = refused.Success
            ? long.Parse(refused.Groups[refused.Groups[1].Success ? 1 : 3].Value, CultureInfo.InvariantCulture)
            : null;
        if (summary is null)
        {
            Assert.True(again > 0, "The run came to nothing, and not by events that would count again.");
            Assert.Empty(received);
            return again;
        }

        Judge(summary, received, isAfterComplete);
        return again;
    }

    private void Judge(ImportSummary summary, IReadOnlyList<ReceivedEvent> received, bool isAfterComplete)
    {
        // A cell that stays open is a row and the lines behind it; blanks alone are no row.
        bool isBlank = _export.Cut is { } cut && _export.LastLine[..cut].All(character => character is ',' or ' ');
        Assert.InRange(
            summary.Read,
            _export.Rows.Count - (isBlank ? 1 : 0),
            _export.Rows.Count + (_export.Cut is not null && _export.CutRow is null ? 2 : 0));
        Assert.Equal(
            summary.Read, summary.Sent + summary.Unchanged + summary.Failed + summary.Unknown + summary.NotAttempted + summary.Deferred);
        Assert.Equal(received.Count(one => one is { IsRecorded: true, IsAnswered: true }), summary.Sent);
        List<ExportedRow> whole = _export.Cut is null ? _export.Rows : [.. _export.Rows.SkipLast(1)];
        Dictionary<int, int> needed = whole.Where(CanBeSent)
            .GroupBy(row => row.Event)
            .ToDictionary(equal => equal.Key, equal => IsKeyed ? 1 : equal.Count());
        int invalid = whole.Count(row => !CanBeSent(row));
        int missing = needed.Values.Sum() - Matched(needed);
        Assert.True(
            missing <= summary.Failed - invalid + summary.Unknown + summary.NotAttempted,
            $"{missing} events are not counted, and {summary.Failed} are named as failed ({invalid} of them invalid), "
            + $"{summary.Unknown} as unknown and {summary.NotAttempted} as not attempted.");
        Assert.True(summary.Unknown <= _uncertain, $"{summary.Unknown} are unknown, and {_uncertain} can be.");
        Assert.InRange(summary.Deferred, 0, _export.Cut is null ? 0 : 1);
        Met["unknown"] = Met.GetValueOrDefault("unknown") + (int)summary.Unknown;
        Met["failed"] = Met.GetValueOrDefault("failed") + (int)summary.Failed - invalid;
        if (isAfterComplete)
        {
            Assert.Empty(received);
            Assert.Equal(invalid, summary.Failed);
            Assert.Equal(summary.Read, summary.Unchanged + summary.Unknown + summary.Failed);
        }
    }

    private bool CanBeSent(ExportedRow row) =>
        (row.Cells["user_id"].Length > 0 || (_export.Columns.Contains("email") && row.Cells["email"].Length > 0))
        && !(IsKeyed && row.Cells["order_id"].Length == 0);

    /// <summary>
    /// Cuts off what the run wrote of the journal at any byte, as if the process had ended there, and what the server got later.
    /// </summary>
    /// <returns>False if the journal was written anew, so that no place in it is a moment of the run.</returns>
    private bool CutJournal(byte[] before, ref IReadOnlyList<ReceivedEvent> received)
    {
        byte[] after = File.ReadAllBytes(JournalPath);
        int from = before.Length > 0 ? before.Length : Array.IndexOf(after, (byte)'\n', Array.IndexOf(after, (byte)'\n') + 1) + 1;
        if (!after.AsSpan().StartsWith(before)
            || Encoding.ASCII.GetString(after[from..])
                .Split('\n')
                .Count(line => line.StartsWith("I ", StringComparison.Ordinal)) != received.Count)
        {
            return false;
        }

        int cut = _random.Next(from, after.Length + 1);
        File.WriteAllBytes(JournalPath, after[..cut]);
        string[][] lines = [.. Encoding.ASCII.GetString(after[from..cut]).Split('\n').SkipLast(1).Select(line => line.Split(' '))];
        int begun = lines.Count(line => line[0] == "I");
        int last = Array.FindLastIndex(lines, line => line[0] == "I");
        bool isAnswered = begun == 0 || lines.Skip(last + 1).Any(line => line[0] is "S" or "F" or "U" && line[1] == lines[last][1]);
        List<ReceivedEvent> kept = [.. received.Take(begun)];
        if (!isAnswered)
        {
            kept[^1] = kept[^1] with { IsRecorded = kept[^1].IsRecorded && _random.Next(2) == 0, IsAnswered = false };
        }

        received = kept;
        return true;
    }

    private void Count(IReadOnlyList<ReceivedEvent> received, bool takesCut, string[] excluded)
    {
        List<ExportedRow> rows = [.. _export.Cut is null ? _export.Rows : _export.Rows.SkipLast(1)];
        if (takesCut && _export.CutRow is { } cut)
        {
            rows.Add(cut);
        }

        // A row that was taken before it was whole is an event, too.
        foreach (IGrouping<int, ExportedRow> equal in _export.Rows.GroupBy(row => row.Event))
        {
            if (takesCut && equal.Contains(_export.Rows[^1]) && _export.CutRow != _export.Rows[^1])
            {
                _otherKeys.Add((equal.Key, _export.LastLine[.._export.Cut!.Value]));
            }

            int keys = 1 + _otherKeys.Count(other => other.Event == equal.Key);
            _most[equal.Key] = Math.Max(_most.GetValueOrDefault(equal.Key), IsKeyed ? Math.Min(keys, equal.Count()) : equal.Count());
        }

        foreach (ReceivedEvent one in received)
        {
            _uncertain += one.IsAnswered ? 0 : 1;
            using JsonDocument body = JsonDocument.Parse(one.Body);
            HashSet<int> events = [.. rows.Where(row => IsSaidBy(body.RootElement, row, excluded)).Select(row => row.Event)];
            Assert.True(events.Count > 0, $"No row says what was sent: {one.Body}");
            if (one.IsRecorded)
            {
                _counted.Add(events);
            }
        }
    }

    private bool IsSaidBy(JsonElement body, ExportedRow row, string[] excluded)
    {
        JsonElement identification = body.GetProperty("identification");
        JsonElement user = identification.TryGetProperty("user", out JsonElement inner) ? inner : identification;
        Dictionary<string, string> metadata = EventExport.MetadataColumns
            .Where(column => _export.Columns.Contains(column) && !excluded.Contains(column) && row.Cells[column].Length > 0)
            .ToDictionary(column => column, column => row.Cells[column]);
        if (_metadata is { } given)
        {
            metadata[given.Key] = given.Value;
        }

        Dictionary<string, JsonElement> said = body.TryGetProperty("metadata", out JsonElement all)
            ? all.EnumerateObject().ToDictionary(property => property.Name, property => property.Value)
            : [];
        return Text(user, "userId") == row.Cells["user_id"].Trim()
            && Text(user, "email") == (_export.Columns.Contains("email") ? row.Cells["email"] : string.Empty)
            && body.GetProperty("name").GetString() == row.Cells["name"]
            && MomentOf(row.Cells["triggered_at"]) is { } time
            && DateTimeOffset.Parse(body.GetProperty("triggeredAt").GetString()!, CultureInfo.InvariantCulture) == time
            && said.Count == metadata.Count
            && metadata.All(column => said.TryGetValue(column.Key, out JsonElement value)
                && (value.ValueKind == JsonValueKind.Number
                    ? decimal.TryParse(column.Value, CultureInfo.InvariantCulture, out decimal number) && value.GetDecimal() == number
                    : value.GetString() == column.Value));
    }

    private DateTimeOffset? MomentOf(string cell)
    {
        if (!DateTime.TryParse(cell, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out DateTime time))
        {
            return null;
        }

        TimeZoneInfo zone = time.Kind == DateTimeKind.Utc || _timeZone is null
            ? TimeZoneInfo.Utc
            : TimeZoneInfo.FindSystemTimeZoneById(_timeZone);
        return new DateTimeOffset(DateTime.SpecifyKind(time, DateTimeKind.Unspecified), zone.GetUtcOffset(time));
    }

    private string Objects() => string.Join(", ", _export.Rows.Select(row =>
        $"[pscustomobject][ordered]@{{ {string.Join("; ", _export.Columns.Select(column => $"{column} = '{row.Cells[column]}'"))} }}"));

    private static string Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out JsonElement value) ? value.GetString()! : string.Empty;

    private int Doubles() => _counted.Count - Matched(_most);

    /// <summary>How many of the counted events can be different ones of these, as often as they may be.</summary>
    private int Matched(Dictionary<int, int> events)
    {
        int[] slots = [.. events.SelectMany(one => Enumerable.Repeat(one.Key, one.Value))];
        int?[] holders = new int?[slots.Length];
        int matched = 0;
        for (int index = 0; index < _counted.Count; index++)
        {
            matched += Place(index, new bool[slots.Length]) ? 1 : 0;
        }

        return matched;

        bool Place(int counted, bool[] tried)
        {
            for (int slot = 0; slot < slots.Length; slot++)
            {
                if (!tried[slot] && _counted[counted].Contains(slots[slot]))
                {
                    tried[slot] = true;
                    if (holders[slot] is not { } holder || Place(holder, tried))
                    {
                        holders[slot] = counted;
                        return true;
                    }
                }
            }

            return false;
        }
    }

    private void Meet(string kind) => Met[kind] = Met.GetValueOrDefault(kind) + 1;
}
