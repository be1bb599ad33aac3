using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using Journy.Import.Journaling;
using Journy.Import.Records;
using Xunit;

namespace Journy.Tests.Import.Journaling;

/// <summary>
/// No event is recorded twice, and none is lost but those that are reported, whatever crashes, is refused, loses its answer and is
/// imported again: the file itself, its failed rows, its unknown rows.
/// </summary>
public sealed class EventRulesTests
{
    // To see a failure again: its seed here, and one case.
    private const string SeedVariable = "JOURNY_TEST_SEED";
    private const int MostInFlight = 3;

    private static readonly byte[] Salt = [.. Enumerable.Range(1, 16).Select(number => (byte)number)];

    private enum Source
    {
        File,
        Failed,
        Unknown,
    }

    [Fact]
    public void No_event_is_recorded_twice_and_none_is_lost_unsaid()
    {
        const int Cases = 8000;
        string? repeated = Environment.GetEnvironmentVariable(SeedVariable);
        int first = repeated is null ? Random.Shared.Next(1_000_000_000) : int.Parse(repeated, CultureInfo.InvariantCulture);
        TestContext.Current.TestOutputHelper!.WriteLine($"Seeds {first} to {first + Cases - 1}; {SeedVariable} repeats one of them.");
        for (int seed = first; seed < first + (repeated is null ? Cases : 1); seed++)
        {
            Model model = new(new Random(seed));
            try
            {
                model.RunCase();
            }
            catch (Exception exception)
            {
                throw new InvalidOperationException($"Seed {seed}: {exception.Message}{Environment.NewLine}{model.Story}", exception);
            }
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_million_events_cost_at_most_32_bytes_each_by_their_key_or_not(bool isKeyed)
    {
        const int Events = 1_000_000;
        const ulong Reading = 1;
        const ulong Keyed = 1UL << 24;
        EventRules rules = new(null);
        Random random = new(4711);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int number = 0; number < Events; number++)
        {
            rules.Load(
                JournalOp.Accepted,
                (ulong)random.NextInt64(1, long.MaxValue) << RecordHash.FreeBits,
                (ulong)number,
                Reading | (isKeyed ? Keyed : 0));
        }

        // Allocated in all: nothing was thrown away on the way.
        double each = (double)(GC.GetAllocatedBytesForCurrentThread() - before) / Events;
        TestContext.Current.TestOutputHelper!.WriteLine($"{each:0.0} bytes an event");
        Assert.InRange(each, 28, 32);
        Assert.Equal(Events, rules.RecordedCount);
    }

    /// <summary>A file of events that grows, equal ones among them, and what becomes of it over some runs.</summary>
    private sealed class Model(Random random)
    {
        private readonly StringBuilder _story = new();

        // How often the server has each event, how often it said so, and how often the file ever had it.
        private readonly Dictionary<int, int> _recorded = [];
        private readonly Dictionary<int, int> _accepted = [];
        private readonly Dictionary<int, int> _known = [];
        private readonly List<int> _file = [];
        private List<(JournalOp Op, ulong First, ulong Second, ulong Content)> _lines = [];
        private List<int> _failed = [];
        private List<int> _unknown = [];
        private Dictionary<int, int> _knownThen = [];
        private bool _failedIsOfLastRun;
        private bool _unknownIsOfLastRun;

        public string Story => _story.ToString();

        public void RunCase()
        {
            for (int run = random.Next(2, 8); run > 0; run--)
            {
                Source source = (Source)random.Next(3);
                if (source == Source.File
                    || (source == Source.Failed && _failed.Count == 0)
                    || (source == Source.Unknown && _unknown.Count == 0))
                {
                    ChangeFile();
                    Run(Source.File, _file);
                }
                else if (source == Source.Failed)
                {
                    // The last one, or the same once more.
                    Run(Source.Failed, _failed);
                }
                else
                {
                    Run(Source.Unknown, LookedThrough());
                }
            }

            // In the end everything gets in that may be sent: the file, then what of it is unknown, then the file again.
            Run(Source.File, _file, isCalm: true);
            Run(Source.Unknown, LookedThrough(), isCalm: true);
            Run(Source.File, _file, isCalm: true);
            Assert.Empty(_failed);
            Assert.All(
                _file.Distinct(), content => Assert.True(_recorded.GetValueOrDefault(content) >= _file.Count(other => other == content)));
        }

        private void ChangeFile()
        {
            for (int added = random.Next(_file.Count == 0 ? 1 : 0, 4); added > 0; added--)
            {
                _file.Insert(random.Next(_file.Count + 1), random.Next(3));
            }

            if (_file.Count > 1 && random.Next(4) == 0)
            {
                _file.RemoveAt(random.Next(_file.Count));
            }

            foreach (IGrouping<int, int> equal in _file.GroupBy(content => content))
            {
                _known[equal.Key] = Math.Max(_known.GetValueOrDefault(equal.Key), equal.Count());
            }
        }

        /// <summary>
        /// The unknown rows that are not there, as somebody finds out who looks: of equal ones as many as neither the recorded ones
        /// that nobody reported nor the file account for, as it was when they became unknown.
        /// </summary>
        private List<int> LookedThrough() =>
        [
            .. _unknown.GroupBy(content => content).SelectMany(equal => equal.Take(Math.Max(0, Math.Min(
                equal.Count() - (_recorded.GetValueOrDefault(equal.Key) - _accepted.GetValueOrDefault(equal.Key)),
                _knownThen[equal.Key] - _recorded.GetValueOrDefault(equal.Key))))),
        ];

        private void Run(Source source, List<int> rows, bool isCalm = false)
        {
            bool crashes = !isCalm && random.Next(4) == 0;
            double troubles = isCalm || random.Next(3) == 0 ? 0 : 0.4;
            bool isFresh = source == Source.Failed ? _failedIsOfLastRun : source == Source.Unknown && _unknownIsOfLastRun;
            _story.AppendLine(CultureInfo.InvariantCulture, $"{source}{(crashes ? " (crashes)" : string.Empty)}: {string.Join(' ', rows)}");
            EventRules rules = new(new ListedLines(_lines))
            {
                TakesLeftovers = source != Source.File,
                SendsUncertain = source == Source.Unknown,
            };
            foreach ((JournalOp op, ulong key, ulong second, ulong content) in _lines)
            {
                rules.Load(op, key, second, content);
            }

            rules.BeginRun(Salt);
            List<int> failed = [];
            List<int> unknown = [];
            List<(ImportedRow Imported, int Content)> inFlight = [];
            int taken = crashes ? random.Next(rows.Count + 1) : rows.Count;
            for (int line = 0; line < taken; line++)
            {
                rules.Take(ToRow(line, rows[line]));
                Follow();
            }

            if (crashes)
            {
                // Calls in any state: not begun, begun, recorded.
                foreach ((ImportedRow imported, int content) in inFlight)
                {
                    int state = random.Next(3);
                    if (state > 0)
                    {
                        rules.Begin(imported);
                    }

                    if (state > 1)
                    {
                        Record(content);
                    }
                }

                _story.AppendLine("  crash");
                _failedIsOfLastRun = _unknownIsOfLastRun = false;
                return;
            }

            rules.Finish();
            Follow();
            while (inFlight.Count > 0)
            {
                EndOne();
            }

            _story.AppendLine(CultureInfo.InvariantCulture, $"  failed: {string.Join(' ', failed)}; unknown: {string.Join(' ', unknown)}");
            if (source == Source.File)
            {
                Assert.All(rows.Distinct(), content => Assert.True(
                    _recorded.GetValueOrDefault(content)
                        + failed.Count(other => other == content)
                        + unknown.Count(other => other == content)
                        >= rows.Count(other => other == content),
                    $"An event {content} is lost."));
            }

            // A file that has been imported may be imported once more, by mistake.
            _failedIsOfLastRun = isCalm || failed.Count > 0 || source == Source.File || (source == Source.Failed && random.Next(4) > 0);
            _failed = _failedIsOfLastRun ? failed : _failed;
            _unknownIsOfLastRun = isCalm || unknown.Count > 0 || source == Source.File || (source == Source.Unknown && random.Next(4) > 0);
            _unknown = _unknownIsOfLastRun ? unknown : _unknown;
            _knownThen = _unknownIsOfLastRun ? new(_known) : _knownThen;
            if (random.Next(3) == 0)
            {
                _lines = [.. rules.Live().Select(line => (line.Op, line.First, line.Second, line.Content))];
                _story.AppendLine("  compacted");
            }

            void Follow()
            {
                while (rules.TryDecide(out ImportedRow? imported, out RowFate fate))
                {
                    int content = rows[(int)imported.Row.Line];

                    // What a run has just reported goes out if it is imported as it is.
                    Assert.True(fate == RowFate.Send || !isFresh, $"Row {imported.Row.Line} is {fate}.");
                    switch (fate)
                    {
                        case RowFate.Unknown:
                            unknown.Add(content);
                            break;
                        case RowFate.Send:
                            while (inFlight.Count >= MostInFlight)
                            {
                                EndOne();
                            }

                            inFlight.Insert(random.Next(inFlight.Count + 1), (imported, content));
                            break;
                    }
                }
            }

            void EndOne()
            {
                (ImportedRow imported, int content) = inFlight[0];
                inFlight.RemoveAt(0);
                rules.Begin(imported);
                bool isTrouble = random.NextDouble() < troubles;
                int kind = random.Next(3);
                if (!isTrouble || kind == 0)
                {
                    Record(content);
                }

                if (!isTrouble)
                {
                    _accepted[content] = _accepted.GetValueOrDefault(content) + 1;
                }

                rules.End(imported, !isTrouble ? RowEnd.Accepted : kind == 2 ? RowEnd.Refused : RowEnd.Uncertain);
                if (isTrouble)
                {
                    (kind == 2 ? failed : unknown).Add(content);
                }
            }
        }

        private void Record(int content)
        {
            _recorded[content] = _recorded.GetValueOrDefault(content) + 1;
            _story.AppendLine(CultureInfo.InvariantCulture, $"  recorded {content}");
            Assert.True(
                _recorded[content] <= _known[content],
                $"The event {content} is recorded {_recorded[content]} times, and the file had it {_known[content]} times.");
        }

        private static ImportedRow ToRow(int line, int content) => new(
            new ImportRow(line, [], [], null),
            new BoundRecord
            {
                EventName = "opened",
                TriggeredAt = DateTimeOffset.UnixEpoch.AddDays(content),
                User = new UserIdentity("u1", null),
            });
    }
}
