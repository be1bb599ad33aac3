using System;
using System.Collections.Generic;
using System.Text;
using Journy.Emulator;

namespace Journy.Tests.ImportCommand;

/// <summary>What is to become of a row.</summary>
internal enum Fate
{
    Sent,
    SentAtSecondTry,
    Partial,
    Refused,
    Unusable,
    Damaged,
    NotAttempted,
}

/// <summary>A row of a random file.</summary>
/// <param name="Number">Its place among the rows, from 0; what its requests carry.</param>
/// <param name="Line">The line on which it begins.</param>
/// <param name="UserId">Whom it is about.</param>
/// <param name="Fate">What is to become of it.</param>
/// <param name="FirstAnswer">What goes wrong with its first request, if anything does.</param>
internal sealed record RandomRow(int Number, int Line, string UserId, Fate Fate, Fault? FirstAnswer)
{
    /// <summary>How many requests it takes.</summary>
    public int Requests => Fate switch
    {
        Fate.Sent or Fate.Partial or Fate.Refused => 1,
        Fate.SentAtSecondTry => 2,
        _ => 0,
    };

    /// <summary>How many of them are applied.</summary>
    public int Applied => Fate switch
    {
        Fate.Sent or Fate.Partial => 1,
        Fate.SentAtSecondTry => FirstAnswer!.IsAfterApplying ? 2 : 1,
        _ => 0,
    };
}

/// <summary>A file of rows with random faults of every kind, and what must become of each.</summary>
internal sealed class RandomFile
{
    private const string Rejection =
        """{"meta":{"status":201,"requestId":"r"},"message":"Stored.","rejected":{"note":"It does not fit."}}""";

    // An answer without them would have the client fall back to a window of its own.
    private static readonly KeyValuePair<string, string>[] NoLimit =
        [new("X-RateLimit-Limit", "1000000000"), new("X-RateLimit-Remaining", "1000000000")];

    private readonly Random _random;
    private readonly List<RandomRow> _rows = [];
    private readonly StringBuilder _text = new("user_id,email,row,note,seats\n");
    private int _line = 2;

    // A second try waits for up to half a second.
    private int _secondTriesLeft = 2;

    public RandomFile(int seed, int rows)
    {
        _random = new Random(seed);
        Seed = seed;
        int damagedAt = _random.Next(4) == 0 ? _random.Next(rows) : -1;
        for (int number = 0; number < rows; number++)
        {
            if (damagedAt >= 0 && number >= damagedAt)
            {
                AddBehindDamage(number, isFirst: number == damagedAt);
            }
            else
            {
                Add(number);
            }

            if (damagedAt < 0 && _random.Next(25) == 0)
            {
                _text.Append(_random.Next(2) == 0 ? "\n" : " \t\n");
                _line++;
            }
        }
    }

    public int Seed { get; }

    public string Text => _text.ToString();

    public IReadOnlyList<RandomRow> Rows => _rows;

    private void Add(int number)
    {
        string userId = $"s{Seed}-u{_random.Next(120)}";
        int line = _line;
        int choice = _random.Next(100);
        (Fate fate, Fault? fault) = choice switch
        {
            < 4 => (Fate.Refused, (Fault?)Fault.Error(400, "Refused at random.")),
            < 6 => (Fate.Refused, Fault.Error(422, "Refused at random.")),
            < 9 => (Fate.Partial, Fault.Respond(201, "application/json", Rejection, NoLimit, afterApplying: true)),
            < 20 => (Fate.Unusable, null),
            < 26 when _secondTriesLeft-- > 0 => (Fate.SentAtSecondTry, _random.Next(4) switch
            {
                0 => Fault.Error(500, "At random."),
                1 => Fault.Abort(),
                2 => Fault.Abort(afterApplying: true),
                _ => Fault.Truncate(_random.Next(60)),
            }),
            _ => (Fate.Sent, null),
        };
        if (fate == Fate.Unusable)
        {
            AddUnusable(number, userId, line);
            return;
        }

        Append($"{userId},,{number},{Note()},{(_random.Next(5) == 0 ? "" : _random.Next(1000))}\n");
        _rows.Add(new RandomRow(number, line, userId, fate, fault));
    }

    private void AddUnusable(int number, string userId, int line)
    {
        Append(_random.Next(4) switch
        {
            0 => $", ,{number},{Note()},1\n",
            1 => $"{userId},,{number}\n",
            2 => $"{userId},,{number},x,1,surplus\n",
            _ => $"{userId},,{number},{Note()},many\n",
        });
        _rows.Add(new RandomRow(number, line, userId, Fate.Unusable, null));
    }

    private void AddBehindDamage(int number, bool isFirst)
    {
        _rows.Add(new RandomRow(number, _line, string.Empty, isFirst ? Fate.Damaged : Fate.NotAttempted, null));
        Append(isFirst ? $"s{Seed}-damaged,,{number},\"stray\" quote,1\n" : $"s{Seed}-behind,,{number},x,1\n");
    }

    private void Append(string row)
    {
        _text.Append(row);
        foreach (char c in row)
        {
            _line += c == '\n' ? 1 : 0;
        }
    }

    private string Note() => _random.Next(8) switch
    {
        0 => "\"two\nlines\"",
        1 => "\"a, \"\"b\"\"\"",
        2 => "#é漢",
        3 => "",
        _ => "note",
    };
}
