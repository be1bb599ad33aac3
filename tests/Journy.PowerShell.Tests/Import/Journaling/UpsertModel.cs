using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using Journy.Import;
using Journy.Import.Journaling;
using Journy.Results;

namespace Journy.Tests.Import.Journaling;

/// <summary>
/// Runs of one import by the real rules against a model of the server, with calls that end in any order, fail, lose properties,
/// lose their answer, and with crashes. The journal is a list of lines here: what it is on disk is tested elsewhere.
/// </summary>
internal sealed class UpsertModel
{
    private const int MostInFlight = 3;

    private static readonly byte[] Salt = [.. Enumerable.Range(1, 16).Select(number => (byte)number)];

    private readonly Random _random;
    private readonly StringBuilder _story = new();
    private List<(JournalOp Op, ulong First, ulong Second, ulong Content)> _lines = [];

    public UpsertModel(Random random) => _random = random;

    public ModelServer Server { get; } = new();

    /// <summary>All that happened, for whoever looks for a fault.</summary>
    public string Story => _story.ToString();

    /// <summary>One run over the rows of a file.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="troubles">The share of calls that go wrong.</param>
    /// <param name="crashes">True to end in the midst.</param>
    public ModelRun Run(IReadOnlyList<ModelRow> rows, double troubles = 0, bool crashes = false)
    {
        _story.AppendLine(CultureInfo.InvariantCulture, $"run{(crashes ? " (crashes)" : string.Empty)}: {string.Join(' ', rows)}");
        RowRules rules = RowRules.For(ImportEntity.User, new ListedLines(_lines));
        foreach ((JournalOp op, ulong first, ulong second, ulong content) in _lines)
        {
            rules.Load(op, first, second, content);
        }

        rules.BeginRun(Salt);
        Calls calls = new(this, rules, troubles);
        int unchanged = 0;
        rules.Decided = (imported, fate) =>
        {
            if (fate == RowFate.Unchanged)
            {
                unchanged++;
                _story.AppendLine(CultureInfo.InvariantCulture, $"  unchanged {rows[(int)imported.Row.Line]}");
            }
            else
            {
                calls.Send(imported, rows[(int)imported.Row.Line]);
            }
        };
        int taken = crashes ? _random.Next(rows.Count + 1) : rows.Count;
        for (int line = 0; line < taken; line++)
        {
            rules.Take(rows[line].ToImported(line));
        }

        if (crashes)
        {
            calls.Crash();
            return new ModelRun(calls.Count, unchanged, IsClean: false);
        }

        rules.Finish();
        calls.Drain();
        if (_random.Next(3) == 0)
        {
            _lines = [.. rules.Live().Select(line => (line.Op, line.Key, 0UL, line.Content))];
            _story.AppendLine("  compacted");
        }

        return new ModelRun(calls.Count, unchanged, calls.IsClean);
    }

    private sealed class Calls(UpsertModel model, RowRules rules, double troubles)
    {
        private readonly List<(ImportedRow Imported, ModelRow Row)> _inFlight = [];

        public int Count { get; private set; }

        /// <summary>True where every call so far was taken whole.</summary>
        public bool IsClean { get; private set; } = true;

        public void Send(ImportedRow imported, ModelRow row)
        {
            // As the window does it: one call a person at a time.
            while (_inFlight.Count >= MostInFlight || _inFlight.Exists(call => call.Row.Person == row.Person))
            {
                EndOne();
            }

            rules.Begin(imported);
            _inFlight.Add((imported, row));
            Count++;
            while (_inFlight.Count > 0 && model._random.Next(2) == 0)
            {
                EndOne();
            }
        }

        public void Drain()
        {
            while (_inFlight.Count > 0)
            {
                EndOne();
            }
        }

        /// <summary>Calls that are under way may have come through or not; nobody hears of it.</summary>
        public void Crash()
        {
            foreach ((_, ModelRow row) in _inFlight.Where(_ => model._random.Next(2) == 0))
            {
                model._story.AppendLine(CultureInfo.InvariantCulture, $"  came through {row}");
                model.Server.Apply(row);
            }

            model._story.AppendLine("  crash");
        }

        private void EndOne()
        {
            int at = model._random.Next(_inFlight.Count);
            (ImportedRow imported, ModelRow row) = _inFlight[at];
            _inFlight.RemoveAt(at);
            if (model._random.NextDouble() >= troubles)
            {
                model.Server.Apply(row);
                rules.End(imported, RowEnd.Accepted);
                model._story.AppendLine(CultureInfo.InvariantCulture, $"  sent {row}");
                return;
            }

            IsClean = false;
            int kind = model._random.Next(4);
            if (kind == 0)
            {
                model.Server.Apply(row, onlyFirstProperty: true);
            }
            else if (kind == 1)
            {
                model.Server.Apply(row);
            }

            rules.End(imported, kind is 1 or 2 ? RowEnd.Uncertain : RowEnd.Refused);
            model._story.AppendLine(CultureInfo.InvariantCulture, $"  {(kind switch { 0 => "partial", 1 => "applied, answer lost", 2 => "not applied, answer lost", _ => "refused" })} {row}");
        }
    }
}
