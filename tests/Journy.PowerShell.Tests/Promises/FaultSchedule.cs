using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using System.Text.Json;
using Journy.Emulator;

namespace Journy.Tests.Promises;

/// <summary>
/// A random file for one of the import cmdlets, with duplicates, equal rows, blank cells and lines and rows that cannot be sent; the
/// parameters to import it with; and what goes wrong on the server meanwhile. All of it comes from the seed.
/// </summary>
internal sealed class FaultSchedule
{
    // The server holds a date under this name, so that it rejects anything else.
    public const string DateProperty = "joined";

    private const string Date = "2026-03-01T00:00:00Z";

    private readonly Random _random;
    private readonly StringBuilder _text = new();
    private readonly List<ScheduledRow> _rows = [];
    private int _line = 2;

    public FaultSchedule(int seed, int rows)
    {
        _random = new Random(seed);
        Seed = seed;
        Entity = Enum.GetValues<ImportEntity>()[_random.Next(4)];
        Columns = Entity switch
        {
            ImportEntity.User => ["user_id", "email", "mark", "seats", DateProperty, "note"],
            ImportEntity.Account => ["account_id", "domain", "mark", "seats", DateProperty, "note"],
            ImportEntity.AccountUser => ["account_id", "user_id"],
            _ => ["user_id", "account_id", "triggered_at", "mark", "seats", "note"],
        };
        Mix = new FaultMix
        {
            Rate = _random.Next(4) switch
            {
                0 => 0.05,
                1 => 0.8,
                _ => _random.NextDouble() * 0.5,
            },
            Kinds = _random.Next(2) == 0
                ? FaultMix.AllKinds
                : FaultMix.AllKinds.Where(_ => _random.Next(3) == 0).DefaultIfEmpty(FaultKind.DropAfter).ToArray(),
            TrickleTime = TimeSpan.FromMilliseconds(2),
        };
        ThrottleLimit = _random.Next(1, 17);
        MaxErrors = _random.Next(8) == 0 ? _random.Next(20) : null;
        DisableKeyAt = _random.Next(8) == 0 ? _random.Next(2, Entity == ImportEntity.AccountUser ? 10 : 200) : null;
        Write(rows);
    }

    public int Seed { get; }

    public ImportEntity Entity { get; }

    public IReadOnlyList<string> Columns { get; }

    public FaultMix Mix { get; }

    public int ThrottleLimit { get; }

    public int? MaxErrors { get; }

    /// <summary>The request from which on the key is disabled; null where it stays valid.</summary>
    public long? DisableKeyAt { get; }

    public string Text => _text.ToString();

    public IReadOnlyList<ScheduledRow> Rows => _rows;

    /// <summary>The cmdlet and what it is always given.</summary>
    public string Command => Entity switch
    {
        ImportEntity.User => "Import-JournyUser -PropertyType @{ seats = 'Number' }",
        ImportEntity.Account => "Import-JournyAccount -PropertyType @{ seats = 'Number' }",
        ImportEntity.AccountUser => "Import-JournyAccountUser",
        _ => "Import-JournyEvent -Name scheduled -PropertyType @{ seats = 'Number' }",
    };

    /// <summary>What is only for the run with the faults.</summary>
    public string Limits => MaxErrors is { } most ? string.Create(CultureInfo.InvariantCulture, $"-MaxErrors {most}") : string.Empty;

    /// <summary>The marks of the rows that a request is for.</summary>
    public IEnumerable<string> MarksOf(string body)
    {
        using JsonDocument document = JsonDocument.Parse(body);
        JsonElement root = document.RootElement;
        return Entity switch
        {
            ImportEntity.AccountUser => [.. root.GetProperty("users").EnumerateArray().Select(user => MembershipMark(
                root.GetProperty("account").GetProperty("accountId").GetString()!,
                user.GetProperty("identification").GetProperty("userId").GetString()!))],
            ImportEntity.Event => [root.GetProperty("metadata").GetProperty("mark").GetString()!],
            _ => [root.GetProperty("properties").GetProperty("mark").GetString()!],
        };
    }

    public static string MembershipMark(string account, string user) => $"{user} in {account}";

    private void Write(int rows)
    {
        _text.AppendJoin(',', Columns).Append('\n');
        while (_rows.Count < rows)
        {
            if (_rows.Count > 0 && _random.Next(20) == 0)
            {
                Repeat(_rows[_random.Next(_rows.Count)]);
            }
            else if (_random.Next(12) == 0)
            {
                AddUnusable();
            }
            else
            {
                AddUsable();
            }

            if (_random.Next(25) == 0)
            {
                _text.Append(_random.Next(2) == 0 ? "\n" : "  \n");
                _line++;
            }
        }
    }

    private void Repeat(ScheduledRow row)
    {
        if (row.IsUsable)
        {
            Add(row.Cells!, row.Mark, row.Identity, isUsable: true, row.IsRejected);
        }
        else
        {
            AddUnusable();
        }
    }

    private void AddUsable()
    {
        string mark = NewMark();
        string seats = _random.Next(4) == 0 ? "" : _random.Next(1000).ToString(CultureInfo.InvariantCulture);
        switch (Entity)
        {
            case ImportEntity.AccountUser:
                (string account, string user) = ($"a{_random.Next(8)}", $"u{_random.Next(80)}");
                Add([account, user], MembershipMark(account, user), user, isUsable: true, isRejected: false);
                break;
            case ImportEntity.Event:
                string who = $"u{_random.Next(50)}";
                Add([who, _random.Next(2) == 0 ? "" : "a1", Moment(), mark, seats, Note()], mark, who, isUsable: true, isRejected: false);
                break;
            default:
                // Each is known in one way only: by the ID, by the alias or by both.
                int number = _random.Next(150);
                bool isRejected = _random.Next(15) == 0;
                string joined = isRejected ? "never" : _random.Next(3) == 0 ? "" : Date;
                string alias = Entity == ImportEntity.User ? $"u{number}@example.com" : $"a{number}.example.com";
                Add(
                    [number % 3 == 0 ? "" : $"n{number}", number % 3 == 1 ? "" : alias, mark, seats, joined, Note()],
                    mark,
                    number % 3 == 0 ? alias : $"n{number}",
                    isUsable: true,
                    isRejected);
                break;
        }
    }

    private void AddUnusable()
    {
        string mark = NewMark();
        string[] cells = Entity switch
        {
            ImportEntity.AccountUser => ["a1", "u1"],
            ImportEntity.Event => ["u1", "a1", Moment(), mark, "1", "note"],
            ImportEntity.Account => ["n1", "", mark, "1", Date, "note"],
            _ => ["n1", "", mark, "1", Date, "note"],
        };
        switch (_random.Next(Entity == ImportEntity.AccountUser ? 3 : 4))
        {
            case 0:
                // Nobody, and for a membership no user.
                cells[1] = "";
                cells[0] = Entity == ImportEntity.AccountUser ? cells[0] : " ";
                Add(cells, mark, "", isUsable: false, isRejected: false);
                break;
            case 1:
                Add([.. cells, "surplus"], mark, "", isUsable: false, isRejected: false);
                break;
            case 2:
                Add(cells[..^1], mark, "", isUsable: false, isRejected: false);
                break;
            default:
                cells[Entity == ImportEntity.Event && _random.Next(2) == 0 ? 2 : Columns.ToList().IndexOf("seats")] = "many";
                Add(cells, mark, "", isUsable: false, isRejected: false);
                break;
        }
    }

    private void Add(IReadOnlyList<string> cells, string mark, string identity, bool isUsable, bool isRejected)
    {
        _rows.Add(new ScheduledRow(_line, mark, identity, cells.Count == Columns.Count ? cells : null, isUsable, isRejected));
        string row = string.Join(',', cells.Select(Quote)) + "\n";
        _text.Append(row);
        _line += row.Count(c => c == '\n');
    }

    private static string Quote(string cell) =>
        cell.AsSpan().IndexOfAny(",\"\n") < 0 ? cell : $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private string NewMark() => $"m{_rows.Count}";

    private string Moment() => $"2026-10-{_random.Next(1, 29):00}T10:{_random.Next(60):00}:00Z";

    private string Note() => _random.Next(8) switch
    {
        0 => "two\nlines",
        1 => "a, \"b\"",
        2 => "#é漢",
        3 => "",
        _ => "note",
    };
}
