using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using Journy.Import.Journaling;
using Journy.Import.Records;
using Journy.Pacing;
using Xunit;

namespace Journy.Tests.Import.Journaling;

/// <summary>
/// Runs of one import by the real rules and the real map of identities against models of the server, with up to 16 calls that take
/// effect and end in any order, fail, lose properties, lose their answer, and with runs that are cut off. Rows that are known may be
/// taken by their hashes, as lines are that the journal remembers; rows that did not get in wait, and are fixed and run later. The
/// journal is a list of lines here: what it is on disk is tested elsewhere.
/// </summary>
internal sealed class UpsertModel
{
    private static readonly byte[] Salt = [.. Enumerable.Range(1, 16).Select(number => (byte)number)];

    private readonly Random _random;
    private readonly StringBuilder _story = new();

    // What the journal has heard of whom: rows whose calls have begun, and those that cannot be sent or are too old.
    private readonly List<ModelRow> _said = [];
    private readonly List<ModelRow> _sent = [];
    private readonly List<ModelRow> _troubled = [];
    private People _people = new();

    // The runs so far.
    private readonly List<ModelRun> _runs = [];
    private List<(JournalOp Op, ulong First, ulong Second, ulong Content)> _lines = [];

    // Rows that did not get in, with the run that they are of, and how many runs there were when they first waited for whom they name.
    private readonly List<(ModelRow Row, long Run, int Since)> _waiting = [];

    // The newest run of which a row was accepted that names an identifier; and each of which one was found unchanged, with how many
    // runs there were by then.
    private readonly Dictionary<string, long> _accepted = new(StringComparer.Ordinal);
    private readonly List<(string Identifier, long Run, int At)> _unchanged = [];
    private int _began;

    public UpsertModel(Random random) => _random = random;

    /// <summary>The two ways of telling users apart that are thinkable.</summary>
    public IReadOnlyList<IModelServer> Servers { get; init; } = [new MovingServer(), new JoiningServer()];

    /// <summary>All that happened, for whoever looks for a fault.</summary>
    public string Story => _story.ToString();

    /// <summary>Calls of the last run.</summary>
    public int Calls { get; private set; }

    /// <summary>Rows of fixed files that were sent, and that were too old, in all runs.</summary>
    public (int Sent, int Outdated) Fixed { get; private set; }

    /// <summary>Rows that were taken by their hashes, in all runs.</summary>
    public int TakenByHashes { get; private set; }

    /// <summary>Whether rows wait that did not get in.</summary>
    public bool HasWaiting => _waiting.Count > 0;

    /// <summary>Rows that the last run spared.</summary>
    public int Unchanged { get; private set; }

    /// <summary>Rows that were sent in the last run.</summary>
    public IReadOnlyList<ModelRow> Sent => _sent;

    /// <summary>Rows of the last run whose calls went wrong.</summary>
    public IReadOnlyList<ModelRow> Troubled => _troubled;

    /// <summary>True if every call of the last run was taken whole, and it came to its end.</summary>
    public bool IsClean { get; private set; }

    /// <summary>The most calls that were in flight at once, in all runs.</summary>
    public int MostInFlight { get; private set; }

    /// <summary>One run over the rows of a file.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="throttle">The most calls in flight.</param>
    /// <param name="troubles">The share of calls that go wrong.</param>
    /// <param name="end">How it ends.</param>
    /// <param name="isFile">False if the rows can be read only once.</param>
    /// <param name="resends">True to send every row, whatever the journal knows.</param>
    /// <param name="invalids">The share of rows that cannot be sent as they stand.</param>
    public UpsertModel Run(
        IReadOnlyList<ModelRow> rows,
        int throttle = 3,
        double troubles = 0,
        RunEnd end = RunEnd.Whole,
        bool isFile = true,
        bool resends = false,
        double invalids = 0)
    {
        // Of a run that is killed nobody can tell what it had still said.
        HashSet<int> invalid =
            [.. Enumerable.Range(0, rows.Count).Where(_ => end != RunEnd.Killed && invalids > 0 && _random.NextDouble() < invalids)];
        return Run(rows, new long[rows.Count], invalid, [.. rows.Select(_ => int.MaxValue)], throttle, troubles, end, isFile, resends);
    }

    /// <summary>Fixes some of the rows that wait, and runs them as a file of their own.</summary>
    /// <param name="fix">What becomes of a row.</param>
    /// <param name="throttle">The most calls in flight.</param>
    /// <param name="troubles">The share of calls that go wrong.</param>
    /// <param name="resends">True to send also what is too old.</param>
    public UpsertModel RunFixed(Func<ModelRow, ModelRow> fix, int throttle, double troubles, bool resends)
    {
        List<(ModelRow Row, long Run, int Since)> picked = [.. _waiting.Where(_ => _random.Next(3) > 0)];
        picked.ForEach(one => _waiting.Remove(one));
        ModelRow[] corrected = [.. picked.Select(one => fix(one.Row))];

        // Who is named only now has not waited yet.
        int[] since =
        [
            .. corrected.Select(
                (row, line) => row.Identifiers.SequenceEqual(picked[line].Row.Identifiers) ? picked[line].Since : int.MaxValue)
        ];
        return Run(
            corrected,
            [.. picked.Select(one => resends ? 0 : one.Run)],
            [],
            since,
            throttle,
            troubles,
            RunEnd.Whole,
            isFile: true,
            resends);
    }

    private UpsertModel Run(
        IReadOnlyList<ModelRow> rows,
        long[] runs,
        HashSet<int> invalid,
        int[] since,
        int throttle,
        double troubles,
        RunEnd end,
        bool isFile,
        bool resends)
    {
        _story.AppendLine(
            CultureInfo.InvariantCulture,
            $"run {end}, {throttle} at once{(isFile ? "" : ", piped")}{(resends ? ", all again" : "")}: {string.Join(' ', rows)}");
        Calls = Unchanged = 0;
        _sent.Clear();
        _troubled.Clear();
        IsClean = end == RunEnd.Whole;
        List<ModelRow> applied = [];

        // What is too old, or cannot be sent, is as if it were not there; and so is what a fixed file says once more.
        HashSet<int> leftOut = [.. invalid];

        // A copy: before the next run the same list may be changed, and then these lines would stand for other rows.
        _runs.Add(new ModelRun([.. rows], leftOut, [.. Servers.Select(server => server.Copy())], applied, [], end == RunEnd.Whole));
        ListedLines lines = new(_lines);
        RowRules rules = Open(rows, invalid, lines, isFile, resends);
        Window window = new(this, rules, throttle, troubles, since, applied);

        // What a run that was cut off had only read, nobody knows.
        _people = new People();
        _said.ForEach(_people.Add);
        List<(ModelRow Row, long Noted)> noted = [];
        int taken = end == RunEnd.Whole ? rows.Count : _random.Next(rows.Count + 1);
        for (int line = 0; line < taken; line++)
        {
            _people.Add(rows[line]);
            ImportedRow imported = rows[line].ToImported(line, runs[line]);
            if (invalid.Contains(line))
            {
                IsClean = false;
                _troubled.Add(rows[line]);
                _said.Add(rows[line]);
                Wait(rows[line], rules.Run, since[line]);
                _story.AppendLine(CultureInfo.InvariantCulture, $"  invalid {rows[line]}");
                rules.NoteInvalid(imported.Row, imported.Record);
                continue;
            }

            if (isFile && runs[line] == 0 && _random.Next(2) == 0 && TryTakeByHashes(rules, imported))
            {
                TakenByHashes++;
                NoteUnchanged(rows[line], rules.Run);
                continue;
            }

            rules.Take(imported);
            noted.AddRange(imported.Noted == 0 ? [] : [(rows[line], imported.Noted)]);
            Follow(rules, rows, runs, since, leftOut, window);
        }

        if (end == RunEnd.Killed)
        {
            window.Crash();

            // Whom a row makes one may be written down before its call has begun.
            _said.AddRange(noted.Where(one => lines.HasWritten(one.Noted)).Select(one => one.Row));
            return this;
        }

        rules.Finish();
        Follow(rules, rows, runs, since, leftOut, window);
        window.Drain();
        if (end == RunEnd.Whole)
        {
            rules.Conclude();
        }

        if (_random.Next(3) == 0)
        {
            _lines = [.. rules.Live()];
            Assert.Equal(rules.LiveLines, _lines.Count);
            _story.AppendLine("  compacted");
        }

        return this;
    }

    /// <summary>How many rows a preview of a run says it sends.</summary>
    public int Preview(IReadOnlyList<ModelRow> rows, bool isFile, bool resends)
    {
        int toSend = 0;
        RowRules rules = Open(rows, [], null, isFile, resends);
        for (int line = 0; line < rows.Count; line++)
        {
            ImportedRow imported = rows[line].ToImported(line);
            if (!(isFile && _random.Next(2) == 0 && TryTakeByHashes(rules, imported)))
            {
                rules.Take(imported);
            }
        }

        rules.Finish();
        while (rules.TryDecide(out _, out RowFate fate))
        {
            toSend += fate == RowFate.Send ? 1 : 0;
        }

        return toSend;
    }

    /// <summary>Whether two rows may be about one user, by anything that a row of the last run, or one sent before it, said.</summary>
    public bool AreOne(ModelRow row, ModelRow other) => _people.AreOne(row, other);

    /// <summary>
    /// After a clean run: each user is what becomes of sending the rows of the file about it in their order, one at a time. If runs
    /// before it had the same rows of it, or were cut off in the midst of these rows, it may also be what it would be if only those
    /// runs had sent them.
    /// </summary>
    public void AssertAsOneAtATime()
    {
        IReadOnlyList<ModelRow> rows = RowsOf(_runs[^1]);
        foreach (IReadOnlySet<string> person in _people.All)
        {
            string[] mine = About(rows, person);
            List<IReadOnlyList<IModelServer>> starts = [_runs[^1].Before];
            for (int run = _runs.Count - 2; run >= 0 && MayGoOn(_runs[run]); run--)
            {
                starts.Add(_runs[run].Before);
            }

            // Whatever the server makes of it: one start must explain what is stored in both ways.
            Assert.True(
                starts.Exists(
                    start => Enumerable.Range(0, Servers.Count).All(server => Expected(start[server]) == Servers[server].StateOf(person))),
                $"{string.Join(", ", person)}: expected{Environment.NewLine}"
                + $"{string.Join(Environment.NewLine, Enumerable.Range(0, Servers.Count).Select(server => Expected(starts[0][server])))}"
                + $"{Environment.NewLine}but was{Environment.NewLine}"
                + $"{string.Join(Environment.NewLine, Servers.Select(server => server.StateOf(person)))}");

            bool MayGoOn(ModelRun run)
            {
                string[] before = About(RowsOf(run), person);
                string[] applied = About(run.Applied, person);

                // What was spared is as if it had been sent: what was sent behind it, and what follows now, go on with it.
                string[] done = About(run.Done, person);
                return before.Length == 0
                    || before.SequenceEqual(mine)
                    || (!run.IsWhole && (applied.SequenceEqual(mine.Take(applied.Length)) || done.SequenceEqual(mine.Take(done.Length))));
            }

            string Expected(IModelServer start)
            {
                IModelServer server = start.Copy();
                foreach (ModelRow row in rows.Where(row => person.Overlaps(row.Identifiers)))
                {
                    server.Apply(row);
                }

                return server.StateOf(person);
            }
        }
    }

    private static List<ModelRow> RowsOf(ModelRun run) => [.. run.Rows.Where((_, line) => !run.LeftOut.Contains(line))];

    private static bool TryTakeByHashes(RowRules rules, ImportedRow row)
    {
        (ulong first, ulong second) = rules.Hash.KeysOf(row.Record.Identity!);
        return rules.TryTakeUnchanged(first, second, rules.Hash.ContentOf(row.Record));
    }

    private void Wait(ModelRow row, long run, int since) => _waiting.Add((row, run, Math.Min(since, _runs.Count)));

    private void NoteUnchanged(ModelRow row, long run)
    {
        Unchanged++;
        _runs[^1].Done.Add(row);
        _unchanged.AddRange(row.Identifiers.Select(identifier => (identifier, run, _runs.Count)));
        _story.AppendLine(CultureInfo.InvariantCulture, $"  unchanged {row}");
    }

    private void NoteAccepted(ModelRow row, long run)
    {
        foreach (string identifier in row.Identifiers)
        {
            _accepted[identifier] = Math.Max(run, _accepted.GetValueOrDefault(identifier));
        }
    }

    /// <summary>A row that was fixed does not replace what a later run had accepted of whom it names, or found unchanged while it waited
    /// for them: a run writes down that somebody is unchanged only if a row that names them may be fixed later.</summary>
    private void AssertIsNewest(ModelRow row, long run, int since)
    {
        if (run != 0)
        {
            Assert.All(row.Identifiers, identifier => Assert.True(
                _accepted.GetValueOrDefault(identifier) <= run
                && !_unchanged.Exists(found => found.Identifier == identifier && found.Run > run && found.At > since),
                $"{row} is too old."));
        }
    }

    private UpsertRules Open(IReadOnlyList<ModelRow> rows, HashSet<int> invalid, IJournalLines? journal, bool isFile, bool resends)
    {
        UpsertRules rules = (UpsertRules)RowRules.For(ImportEntity.User, journal);
        if (isFile && _random.Next(3) == 0)
        {
            // So few that the file is looked through.
            rules.MostHeld = _random.Next(4);
        }

        foreach ((JournalOp op, ulong first, ulong second, ulong content) in _lines)
        {
            rules.Load(op, first, second, content);
        }

        rules.BeginRun(Salt);
        rules.StartRun(DateTimeOffset.UnixEpoch.AddSeconds(++_began));
        rules.ResendsAll = resends;
        if (isFile)
        {
            rules.AllRows = rows.Select((row, line) => row.ToImported(line)).Where((_, line) => !invalid.Contains(line));
        }

        return rules;
    }

    private void Follow(
        RowRules rules, IReadOnlyList<ModelRow> rows, long[] runs, int[] since, HashSet<int> leftOut, Window window)
    {
        while (rules.TryDecide(out ImportedRow? imported, out RowFate fate))
        {
            int line = (int)imported.Row.Line;
            switch (fate)
            {
                case RowFate.Unchanged:
                    leftOut.UnionWith(runs[line] == 0 ? [] : [line]);
                    NoteUnchanged(rows[line], runs[line] == 0 ? rules.Run : runs[line]);
                    break;
                case RowFate.Outdated:
                    Fixed = (Fixed.Sent, Fixed.Outdated + 1);
                    leftOut.Add(line);
                    _said.Add(rows[line]);
                    Wait(rows[line], runs[line], since[line]);
                    _story.AppendLine(CultureInfo.InvariantCulture, $"  too old {rows[line]}");
                    break;
                default:
                    AssertIsNewest(rows[line], runs[line], since[line]);
                    Fixed = (Fixed.Sent + (runs[line] == 0 ? 0 : 1), Fixed.Outdated);
                    window.Send(imported, rows[line]);
                    break;
            }
        }
    }

    // The same row once more, directly behind itself, says nothing new.
    private static string[] About(IEnumerable<ModelRow> rows, IReadOnlySet<string> person)
    {
        string[] all = [.. rows.Where(row => person.Overlaps(row.Identifiers)).Select(row => row.Content)];
        return [.. all.Where((row, index) => index == 0 || row != all[index - 1])];
    }

    /// <summary>As the window of calls does it, on one thread: each step is drawn.</summary>
    private sealed class Window(UpsertModel model, RowRules rules, int throttle, double troubles, int[] since, List<ModelRow> applied)
    {
        private readonly List<Call> _inFlight = [];
        private readonly Queue<Call> _waiting = [];

        public void Send(ImportedRow imported, ModelRow row)
        {
            Call call = new(imported, row, rules.Identities.Note(new IdentityKeys(imported.First, imported.Second)));
            while (_waiting.Count >= throttle - 1 && !(_waiting.Count == 0 && CanStart(call)))
            {
                Step();
            }

            _waiting.Enqueue(call);
            StartWaiting();
            while (_inFlight.Count > 0 && model._random.Next(3) == 0)
            {
                Step();
            }
        }

        public void Drain()
        {
            while (_inFlight.Count > 0)
            {
                Step();
            }

            Assert.Empty(_waiting);
        }

        /// <summary>Calls that are under way may have come through or not; nobody hears of it.</summary>
        public void Crash()
        {
            foreach (Call call in _inFlight.Where(call => !call.IsApplied && model._random.Next(2) == 0))
            {
                Apply(call);
                model._story.AppendLine(CultureInfo.InvariantCulture, $"  came through {call.Row}");
            }

            model._story.AppendLine("  killed");
        }

        private long RunOf(Call call) => call.Imported.Row.Run == 0 ? rules.Run : call.Imported.Row.Run;

        private bool CanStart(Call call) => _inFlight.Count < throttle && rules.Identities.IsFree(call.Identity, 0);

        private void StartWaiting()
        {
            while (_waiting.Count > 0 && CanStart(_waiting.Peek()))
            {
                Call call = _waiting.Dequeue();
                Assert.DoesNotContain(_inFlight, other => model._people.AreOne(call.Row, other.Row));
                rules.Identities.Enter(call.Identity, 0);
                rules.Begin(call.Imported);
                model._said.Add(call.Row);
                model._sent.Add(call.Row);
                _inFlight.Add(call);
                model.Calls++;
                model.MostInFlight = Math.Max(model.MostInFlight, _inFlight.Count);
            }
        }

        private void Step()
        {
            Call call = _inFlight[model._random.Next(_inFlight.Count)];
            if (!call.HasTrouble && !call.IsApplied)
            {
                if (model._random.NextDouble() >= troubles)
                {
                    Apply(call);
                    return;
                }

                call.HasTrouble = true;
            }

            _inFlight.Remove(call);
            if (call.HasTrouble)
            {
                model.IsClean = false;
                model._troubled.Add(call.Row);
                model.Wait(call.Row, RunOf(call), since[call.Imported.Row.Line]);
                int kind = model._random.Next(4);
                if (kind < 2)
                {
                    Apply(call, onlyFirstProperty: kind == 0);
                }

                model._story.AppendLine(
                    CultureInfo.InvariantCulture,
                    $"  {(kind switch { 0 => "partial", 1 => "applied, answer lost", 2 => "not applied, answer lost", _ => "refused" })} "
                    + $"{call.Row}");
                rules.End(call.Imported, kind is 1 or 2 ? RowEnd.Uncertain : RowEnd.Refused);
            }
            else
            {
                model._story.AppendLine(CultureInfo.InvariantCulture, $"  accepted {call.Row}");
                model.NoteAccepted(call.Row, RunOf(call));
                rules.End(call.Imported, RowEnd.Accepted);
            }

            rules.Identities.Leave(call.Identity);
            StartWaiting();
        }

        private void Apply(Call call, bool onlyFirstProperty = false)
        {
            call.IsApplied = true;
            applied.Add(call.Row);
            model._runs[^1].Done.Add(call.Row);
            model._story.AppendLine(CultureInfo.InvariantCulture, $"  applied {call.Row}");
            foreach (IModelServer server in model.Servers)
            {
                server.Apply(call.Row, onlyFirstProperty);
            }
        }
    }

    private sealed record Call(ImportedRow Imported, ModelRow Row, int Identity)
    {
        public bool IsApplied { get; set; }

        public bool HasTrouble { get; set; }
    }
}
