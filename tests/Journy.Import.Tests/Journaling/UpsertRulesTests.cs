using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Journy.Import.Journaling;
using Journy.Import.Records;
using Xunit;

namespace Journy.Tests.Import.Journaling;

/// <summary>
/// After a run that went through, the server holds what it would if all rows had been sent in their order, one at a time, however
/// it tells users apart; and the same file again makes no call.
/// </summary>
public sealed class UpsertRulesTests
{
    private static readonly string[] PropertyNames = ["p", "q", "r"];

    // To see a failure again: its seed here, and one case.
    private const string SeedVariable = "JOURNY_TEST_SEED";

    // Or more cases than usual.
    private const string CasesVariable = "JOURNY_TEST_CASES";

    /// <summary>What the rows of one person name.</summary>
    public enum Naming
    {
        /// <summary>Always the same of the two identifiers, or both.</summary>
        Always,

        /// <summary>By turns the ID, the address, and both.</summary>
        ByTurns,

        /// <summary>An ID, the address, or both, which may be another person's.</summary>
        Mixed,
    }

    [Theory]
    [InlineData(Naming.Always, 2000)]
    [InlineData(Naming.ByTurns, 3000)]
    [InlineData(Naming.Mixed, 5000)]
    public void Whatever_is_spared_changes_nothing_and_the_same_file_makes_0_calls(Naming naming, int cases)
    {
        string? repeated = Environment.GetEnvironmentVariable(SeedVariable);
        cases = int.Parse(
            Environment.GetEnvironmentVariable(CasesVariable) ?? cases.ToString(CultureInfo.InvariantCulture),
            CultureInfo.InvariantCulture);
        int first = repeated is null ? Random.Shared.Next(1_000_000_000) : int.Parse(repeated, CultureInfo.InvariantCulture);
        TestContext.Current.TestOutputHelper!.WriteLine($"Seeds {first} to {first + cases - 1}; {SeedVariable} repeats one of them.");
        long unchanged = 0;
        long byHashes = 0;
        int mostInFlight = 0;
        (int Sent, int Outdated) corrected = default;
        for (int seed = first; seed < first + (repeated is null ? cases : 1); seed++)
        {
            UpsertModel model = new(new Random(seed));
            try
            {
                unchanged += RunCase(model, new Random(seed + 1), naming);
            }
            catch (Exception exception)
            {
                throw new InvalidOperationException($"Seed {seed}: {exception.Message}{Environment.NewLine}{model.Story}", exception);
            }

            mostInFlight = Math.Max(mostInFlight, model.MostInFlight);
            corrected = (corrected.Sent + model.Fixed.Sent, corrected.Outdated + model.Fixed.Outdated);
            byHashes += model.TakenByHashes;
        }

        TestContext.Current.TestOutputHelper!.WriteLine(
            $"{unchanged} rows were spared and {byHashes} taken by hashes; {corrected.Sent} fixed rows were sent, "
            + $"{corrected.Outdated} were too old; up to {mostInFlight} calls in flight.");

        // Or this would prove nothing.
        Assert.True(repeated is not null || unchanged > cases, $"{unchanged} rows were spared.");
        Assert.True(repeated is not null || mostInFlight > 7, $"{mostInFlight} calls in flight at once.");
        Assert.True(
            repeated is not null || (byHashes > cases / 4 && corrected.Sent > cases / 20 && corrected.Outdated > cases / 20),
            "Hardly a row was taken by its hashes, sent corrected, or too old.");
    }

    [Fact]
    public void A_row_is_spared_until_it_changes()
    {
        UpsertModel model = new(new Random(1));
        ModelRow a = Row(1);
        ModelRow b = Row(2);

        // A, A, B, B, A, A: three calls. Then both in one file, the same again, the last of them alone, the first alone.
        Assert.Equal([1, 0, 1, 0, 1, 0], new[] { a, a, b, b, a, a }.Select(row => model.Run([row]).Calls));
        Assert.Equal(2, model.Run([b, a]).Calls);
        Assert.Equal(0, model.Run([b, a]).Calls);
        Assert.Equal(0, model.Run([a]).Calls);
        Assert.Equal(1, model.Run([b]).Calls);
        Assert.Equal(2, model.Run([b, a, b]).Calls);
        Assert.Equal(0, model.Run([b, a, b]).Calls);
    }

    [Fact]
    public void Rows_that_waited_are_told_of_also_if_the_journal_takes_no_line_any_more()
    {
        byte[] salt = [.. Enumerable.Range(1, 16).Select(number => (byte)number)];
        List<(JournalOp Op, ulong First, ulong Second, ulong Content)> written = [];
        UpsertRules before = new(new ListedLines(written));
        before.BeginRun(salt);
        before.Take(Row(1).ToImported(1));
        before.Take(Row(2).ToImported(2));
        while (before.TryDecide(out ImportedRow? sent, out _))
        {
            before.Begin(sent);
            before.End(sent, RowEnd.Accepted);
        }

        UpsertRules rules = new(new FullLines());
        written.ForEach(line => rules.Load(line.Op, line.First, line.Second, line.Content));
        rules.BeginRun(salt);

        // The last of the two again, and something else behind it: that the first one is gone has a line.
        rules.Take(Row(2).ToImported(1));
        rules.Take(Row(3).ToImported(2));
        rules.Finish();

        Assert.True(rules.TryDecide(out ImportedRow? first, out RowFate fate));
        Assert.Equal((1, RowFate.Unchanged), (first.Row.Line, fate));
        Assert.True(rules.TryDecide(out ImportedRow? second, out fate));
        Assert.Equal((2, RowFate.Send), (second.Row.Line, fate));
        Assert.Throws<JournyInputException>(() => rules.Begin(second));
    }

    [Fact]
    public void Users_who_share_an_address_are_sent_once()
    {
        UpsertModel model = new(new Random(1));
        ModelRow[] rows = [Row("r1", "info", 1), Row("r2", "info", 2), Row("r3", "info", 3), Row("r1", "other", 1), Row("r4", "info", 4)];

        Assert.Equal([5, 0, 0], Enumerable.Range(0, 3).Select(_ => model.Run(rows).Calls));

        // The last one again is what is there; whatever else changes, all of them are sent, since the address may be anybody's by now.
        Assert.Equal(0, model.Run([rows[4]]).Calls);
        Assert.Equal(5, model.Run([.. rows[..4], Row("r4", "info", 5)]).Calls);
    }

    [Fact]
    public void Rows_that_turn_out_to_be_one_user_are_sent_once()
    {
        UpsertModel model = new(new Random(1));
        ModelRow[] rows = [Row("u", null, 1), Row(null, "a", 2), Row("u", null, 3), Row("x", null, 3), Row("u", "a", 4), Row(null, "a", 5)];

        Assert.Equal([6, 0, 0], Enumerable.Range(0, 3).Select(_ => model.Run(rows).Calls));

        // In another order they say something else: all five, without the one of somebody else.
        Assert.Equal(5, model.Run([rows[1], rows[0], .. rows[2..]]).Calls);
    }

    [Fact]
    public void Rows_are_spared_in_whatever_order_their_properties_stand()
    {
        UpsertModel model = new(new Random(1));
        List<ModelRow> rows = [new("u", null, [new("p", 1), new("q", 1)]), new(null, "a", [new("p", null)]), new("u", "a", [])];
        Assert.Equal(3, model.Run(rows).Calls);

        // Sent once more they would leave something else: the address is the user's by now.
        rows[0] = rows[0] with { Properties = [.. rows[0].Properties.Reverse()] };
        Assert.Equal(0, model.Run(rows).Calls);
        model.AssertAsOneAtATime();
    }

    [Fact]
    public void Rows_are_spared_though_one_that_could_not_be_sent_is_gone()
    {
        // By this seed it is the first one alone that cannot be sent.
        UpsertModel model = new(new Random(14));
        List<ModelRow> rows = [Row("v", null, 1), Row(null, "a", 1), new("u1", "a", []), new("u2", "a", [])];
        model.Run(rows, invalids: 0.2);
        Assert.Equal([rows[0]], model.Troubled);

        // Sent once more they would leave something else: the address is another user's by now.
        rows.RemoveAt(0);
        Assert.Equal(0, model.Run(rows).Calls);
        model.AssertAsOneAtATime();
    }

    [Fact]
    public void A_row_that_was_fixed_to_be_about_somebody_else_and_failed_can_be_fixed_again()
    {
        // By this seed those rows do not get in of which it is said below.
        UpsertModel model = new(new Random(9));
        ModelRow[] rows = [Row("u", null, 1), Row("v", null, 1)];
        ModelRow other = Row("u", null, 2);
        Assert.Equal([rows[0]], model.Run([rows[0]], invalids: 0.5).Troubled);
        Assert.Equal([rows[1]], model.Run(rows, invalids: 0.3).Troubled);

        // Nobody writes down that the first is unchanged: no older row of it can come any more, as far as anybody knows.
        Assert.Equal(0, model.Run([rows[0]]).Calls);
        Assert.Equal([other], model.RunFixed(_ => other, throttle: 1, troubles: 0.6, resends: false).Troubled);
        Assert.Equal([other], model.RunFixed(row => row, throttle: 1, troubles: 0, resends: false).Sent);
    }

    [Fact]
    public void Identifiers_may_be_one_by_a_row_whose_call_never_began()
    {
        // By this seed the first run is killed when it has written down whom its last row makes one, and no more of it; and of the
        // second, the first call alone goes wrong.
        UpsertModel model = new(new Random(3));
        ModelRow both = Row("u", "a", 1);
        ModelRow[] rows = [Row("u", null, 1), Row(null, "a", 1)];
        ModelRow[] killed = [Row("v", null, 1), Row("v", null, 2), Row("v", null, 3), both];
        Assert.DoesNotContain(both, model.Run(killed, throttle: 4, end: RunEnd.Killed).Sent);
        Assert.Equal([rows[0]], model.Run(rows, troubles: 0.3).Troubled);

        // Both go again.
        Assert.Equal(rows, model.Run(rows).Sent);
        Assert.True(model.AreOne(rows[0], rows[1]));
    }

    [Fact]
    public void What_is_spared_is_as_if_it_had_been_sent()
    {
        // By this seed the second run ends before its third row.
        UpsertModel model = new(new Random(1));
        ModelRow both = new("u", "a", []);
        ModelRow[] rows = [new("u", null, [new("p", null)]), Row(null, "a", 1)];
        Assert.Equal(2, model.Run(rows).Calls);
        Assert.Equal([both], model.Run([rows[0], both, Row("u", null, 2)], end: RunEnd.Early).Sent);

        // The first row once more would delete what the address brought.
        ModelRow last = new("u", null, [new("q", 1)]);
        Assert.Equal([last], model.Run([rows[0], both, last]).Sent);
        model.AssertAsOneAtATime();
    }

    [Theory]
    [InlineData(10_500, 1)]
    [InlineData(10, 1_050)]
    public void However_many_rows_of_a_sequence_there_are_the_same_file_makes_0_calls(int users, int versions)
    {
        // Rows of one user stand as far apart as they can: first those that share an address, then, of a second file, each user's.
        // Only the calls count: what a server stores is the other tests' matter.
        UpsertModel model = new(new Random(1)) { Servers = [] };
        ModelRow[] shared = [.. Enumerable.Range(0, users * versions).Select(row => Row($"u{row % users}", "info", row))];
        ModelRow[] apart = [.. Enumerable.Range(0, 2 * users * versions).Select(row => Row($"v{row % (users * versions)}", null, row))];

        Assert.Equal(
            [shared.Length, 0, apart.Length, 0, 0], new[] { shared, shared, apart, apart, shared }.Select(rows => model.Run(rows).Calls));

        // One row more, and one less; those whose rows are as they were are spared.
        Assert.Equal(shared.Length + 1, model.Run([.. shared, Row("u", "info", 0)]).Calls);
        Assert.Equal(1, model.Run(apart[..^1]).Calls);

        // Piped, they can be read once only, and no more than 10,000 of them wait: those that waited longest are sent.
        Assert.Equal(0, model.Run(apart[..^1]).Calls);
        Assert.InRange(model.Run(apart[..^1], isFile: false).Calls, 1, apart.Length);
    }

    private static ModelRow Row(int value) => Row("u1", null, value);

    private static ModelRow Row(string? id, string? email, int value) => new(id, email, [new("p", value)]);

    private static int RunCase(UpsertModel model, Random random, Naming naming)
    {
        // Mostly few, so that much happens to each; sometimes so many that as many calls are in flight as may be.
        int people = random.Next(12) == 0 ? random.Next(5, 25) : random.Next(1, 5);
        int throttle = random.Next(1, 17);
        int[] names = [.. Enumerable.Range(0, people).Select(_ => random.Next(3))];

        // Files with one journal, by turns: each run is of one of them, as it is by then.
        List<List<ModelRow>> files = [.. Enumerable.Range(0, random.Next(4) == 0 ? 2 : 1).Select(_ => new List<ModelRow>())];
        files.ForEach(file => file.AddRange(Enumerable.Range(0, random.Next(1, people < 5 ? 9 : 40)).Select(_ => NewRow())));
        int unchanged = 0;
        int runs = random.Next(1, 6);
        for (int run = 0; run < runs; run++)
        {
            List<ModelRow> rows = files[random.Next(files.Count)];
            Change(rows);

            // Runs that fail, end early or are killed, then one that comes to its end.
            for (int trouble = random.Next(3); trouble > 0; trouble--)
            {
                RunEnd end = (RunEnd)random.Next(3);
                bool wasFile = random.Next(4) > 0;
                model.Run(
                    rows,
                    throttle,
                    random.Next(2) == 0 ? 0.3 : 0,
                    end,
                    wasFile,
                    resends: random.Next(8) == 0,
                    invalids: random.Next(4) == 0 ? 0.2 : 0);
                if (model.IsClean)
                {
                    model.AssertAsOneAtATime();
                }
                else if (end == RunEnd.Whole && wasFile)
                {
                    AssertOnlyWhatWentWrongGoesAgain(rows);
                }
            }

            if (model.HasWaiting && random.Next(4) == 0)
            {
                // The same cells, other ones, or another person.
                model.RunFixed(
                    row => random.Next(3) switch { 0 => row, 1 => row with { Properties = NewProperties() }, _ => NewRow() },
                    throttle,
                    random.Next(4) == 0 ? 0.3 : 0,
                    resends: random.Next(8) == 0);
                if (model.IsClean)
                {
                    model.AssertAsOneAtATime();
                }
            }

            if (random.Next(4) == 0)
            {
                continue;
            }

            bool isFile = random.Next(4) > 0;
            bool resends = random.Next(8) == 0;
            int previewed = model.Preview(rows, isFile, resends);
            Assert.Equal(previewed, model.Run(rows, throttle, isFile: isFile, resends: resends).Calls);
            Assert.Equal(rows.Count, model.Calls + model.Unchanged);
            unchanged += model.Unchanged;
            model.AssertAsOneAtATime();
            string[] states = [.. model.Servers.Select(server => server.StateOf(Everybody()))];

            // Of rows that were piped, those whose order could not be told in the midst go once more.
            int again = model.Run(rows, throttle, isFile: isFile).Calls;
            model.AssertAsOneAtATime();
            Assert.Equal(0, isFile ? again : model.Run(rows, throttle, isFile: false).Calls);
            if (isFile)
            {
                Assert.Equal(states, model.Servers.Select(server => server.StateOf(Everybody())));
            }
        }

        return unchanged;

        HashSet<string> Everybody() => [.. Enumerable.Range(0, people).SelectMany(person => new[] { $"u{person}", $"a{person}" })];

        void AssertOnlyWhatWentWrongGoesAgain(List<ModelRow> rows)
        {
            ModelRow[] troubled = [.. model.Troubled];
            model.Run(rows, throttle, troubles: random.Next(2) == 0 ? 0.3 : 0);
            Assert.All(model.Sent, sent => Assert.Contains(troubled, row => model.AreOne(row, sent)));
        }

        void Change(List<ModelRow> changed)
        {
            if (random.Next(12) == 0)
            {
                // What all rows say, as when a column comes to be read otherwise, or blank cells to delete.
                int value = random.Next(2, 4);
                for (int row = 0; row < changed.Count; row++)
                {
                    changed[row] = changed[row] with
                    {
                        Properties =
                            [.. changed[row].Properties.Where(property => property.Key != "p"), new("p", value == 3 ? null : value)]
                    };
                }
            }

            for (int change = random.Next(4); change > 0; change--)
            {
                int at = random.Next(changed.Count);
                switch (random.Next(6))
                {
                    case 0:
                        changed.Insert(at, NewRow());
                        break;
                    case 1 when changed.Count > 1:
                        changed.RemoveAt(at);
                        break;
                    case 2:
                        changed.Insert(random.Next(changed.Count + 1), changed[at]);
                        break;
                    case 3:
                        (changed[0], changed[at]) = (changed[at], changed[0]);
                        break;
                    case 4:
                        // The same address, written otherwise.
                        changed[at] = changed[at] with { Email = changed[at].Email?.ToUpperInvariant() };
                        break;
                    default:
                        changed[at] = NewRow();
                        break;
                }
            }
        }

        ModelRow NewRow()
        {
            int person = random.Next(people);
            int named = naming == Naming.Always ? names[person] : random.Next(3);
            int other = naming == Naming.Mixed && random.Next(3) == 0 ? random.Next(people) : person;
            return new ModelRow(named == 1 ? null : $"u{person}", named == 0 ? null : $"a{other}", NewProperties());
        }

        KeyValuePair<string, int?>[] NewProperties() =>
        [
            .. PropertyNames
                .Where(_ => random.Next(3) > 0)
                .Select(name => new KeyValuePair<string, int?>(name, random.Next(4) is 3 ? null : random.Next(2))),
        ];
    }
}
