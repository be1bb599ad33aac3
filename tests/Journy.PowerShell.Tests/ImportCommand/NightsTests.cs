using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using System.Text.Json;
using Journy.Import.Values;
using Journy.Tests.Import;
using Xunit;

namespace Journy.Tests.ImportCommand;

/// <summary>
/// A file that is imported night after night, whose cells come from another distribution than those of the first: every value on the
/// wire means what its cell says, or its row failed.
/// </summary>
public sealed class NightsTests : ImportTest
{
    // To see a failure again: its seed here.
    private const string SeedVariable = "JOURNY_TEST_SEED";
    private const int Columns = 4;

    [Fact]
    public void Every_value_means_what_its_cell_says_or_its_row_failed() => RunSequences(40);

    [Trait("Category", "Promise")]
    [Fact(Explicit = true)]
    public void In_1000_sequences_of_nights_every_value_means_what_its_cell_says_or_its_row_failed() => RunSequences(1000);

    private void RunSequences(int sequences)
    {
        string? repeated = Environment.GetEnvironmentVariable(SeedVariable);
        int first = repeated is null ? Random.Shared.Next(1_000_000_000) : int.Parse(repeated, CultureInfo.InvariantCulture);
        TestContext.Current.TestOutputHelper!.WriteLine($"Seeds {first} to {first + sequences - 1}; {SeedVariable} repeats one of them.");
        (long sent, long failed, long typed) = (0, 0, 0);
        for (int seed = first; seed < first + (repeated is null ? sequences : 1); seed++)
        {
            Sequence sequence = new(seed);
            try
            {
                for (int night = 0; night < sequence.Nights; night++)
                {
                    Folder.Write(sequence.NextNight(), $"n{seed}.csv");
                    ImportSummary summary = Summary(Run($"Import-JournyUser n{seed}.csv -ThrottleLimit 1 -ErrorAction SilentlyContinue"));
                    Dictionary<long, string> failures = summary.FailedPath is null
                        ? new Dictionary<long, string>()
                        : CsvTable.Read(summary.FailedPath).Rows
                            .ToDictionary(row => long.Parse(row["journy_line"], CultureInfo.InvariantCulture), row => row["journy_error"]);
                    sequence.Check(failures);
                    failed += failures.Count;
                }

                sent += sequence.CheckWire(Writes.Skip((int)sent).Select(write => write.Body!));
                typed += sequence.Typed;
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                throw new InvalidOperationException($"Seed {seed}: {exception.Message}", exception);
            }
        }

        TestContext.Current.TestOutputHelper!.WriteLine($"{sent} rows sent, {failed} failed, {typed} columns with a type.");

        // Or this would prove nothing.
        Assert.True(
            repeated is not null || (failed > sequences && sent > sequences && typed > sequences / 2),
            $"{sent} sent, {failed} failed, {typed} typed");
    }

    /// <summary>The nights of one file, and what its columns were found to be.</summary>
    private sealed class Sequence
    {
        private readonly Random _random;
        private readonly int _seed;
        private readonly int[] _families;
        private readonly CellKind[] _kinds = new CellKind[Columns];
        private readonly Dictionary<string, string[]> _expected = [];
        private List<string[]> _rows = [];
        private int _night;

        public Sequence(int seed)
        {
            _seed = seed;
            _random = new Random(seed);
            Nights = _random.Next(2, 6);
            _families = [.. Enumerable.Range(0, Columns).Select(_ => _random.Next(RandomCell.Families))];
        }

        public int Nights { get; }

        public int Typed => _kinds.Count(kind => kind is not (CellKind.Blank or CellKind.Text));

        public string NextNight()
        {
            int rows = _random.Next(2, 9);
            _rows = [];
            StringBuilder text = new("user_id,alpha,beta,gamma,delta\n");
            for (int row = 0; row < rows; row++)
            {
                string[] cells = new string[Columns];
                for (int column = 0; column < Columns; column++)
                {
                    bool isOther = _night > 0 && _random.Next(4) == 0;
                    cells[column] = isOther ? RandomCell.Any(_random) : RandomCell.Of(_families[column], _random);
                }

                _rows.Add(cells);
                text.Append(CultureInfo.InvariantCulture, $"s{_seed}n{_night}r{row},");
                text.AppendJoin(',', cells.Select(cell => '"' + cell + '"')).Append('\n');
            }

            return text.ToString();
        }

        /// <summary>Checks which rows of the night failed, by a reading of its own.</summary>
        public void Check(Dictionary<long, string> failures)
        {
            for (int column = 0; column < Columns; column++)
            {
                // A type is found in the first night that has anything in the column.
                CellKind[] kinds =
                    [.. _rows.Select(row => PlainReading.KindOf(row[column])).Where(kind => kind != CellKind.Blank).Distinct()];
                if (_kinds[column] == CellKind.Blank && kinds.Length > 0)
                {
                    _kinds[column] = kinds.Length == 1 ? kinds[0] : CellKind.Text;
                }
            }

            for (int row = 0; row < _rows.Count; row++)
            {
                string[] cells = _rows[row];
                int[] odd = [.. Enumerable.Range(0, Columns).Where(column =>
                    _kinds[column] is not (CellKind.Blank or CellKind.Text)
                        && PlainReading.KindOf(cells[column]) is var kind
                        && kind != CellKind.Blank
                        && kind != _kinds[column])];
                bool hasFailed = failures.TryGetValue(row + 2, out string? error);
                Assert.True(
                    hasFailed == odd.Length > 0,
                    $"night {_night}, row {row}: {string.Join('|', cells)} as {string.Join('|', _kinds)}: {error ?? "was sent"}");
                if (hasFailed)
                {
                    AssertSays(error, "-PropertyType @{ '" + "alpha beta gamma delta".Split(' ')[odd[0]] + "' = 'Text' }");
                }
                else
                {
                    _expected.Add($"s{_seed}n{_night}r{row}", cells);
                }
            }

            _night++;
        }

        /// <summary>Checks every value that was sent.</summary>
        /// <returns>How many rows were.</returns>
        public int CheckWire(IEnumerable<string> bodies)
        {
            int count = 0;
            foreach (string body in bodies)
            {
                count++;
                JsonElement sent = JsonDocument.Parse(body).RootElement;
                string user = sent.GetProperty("identification").GetProperty("userId").GetString()!;
                Assert.True(_expected.Remove(user, out string[]? cells), $"{user} was not to be sent, or twice");
                for (int column = 0; column < Columns; column++)
                {
                    string name = "alpha beta gamma delta".Split(' ')[column];
                    JsonElement? value = sent.TryGetProperty("properties", out JsonElement properties)
                        && properties.TryGetProperty(name, out JsonElement found)
                        ? found
                        : null;
                    Assert.True(
                        Means(value, cells[column], _kinds[column]),
                        $"{user}: '{cells[column]}' was sent as {value?.GetRawText() ?? "nothing"}");
                }
            }

            Assert.Empty(_expected);
            return count;
        }

        private static bool Means(JsonElement? value, string cell, CellKind kind)
        {
            if (PlainReading.KindOf(cell) == CellKind.Blank)
            {
                return value is null;
            }

            string text = PlainReading.Trim(cell);
            return value is { } sent && kind switch
            {
                CellKind.Number =>
                    sent.ValueKind == JsonValueKind.Number
                        && sent.GetDouble() == double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture),
                CellKind.Boolean =>
                    sent.ValueKind == (text.Equals("true", StringComparison.OrdinalIgnoreCase) ? JsonValueKind.True : JsonValueKind.False),
                CellKind.DateTime =>
                    sent.ValueKind == JsonValueKind.String
                        && DateTimeOffset.Parse(sent.GetString()!, CultureInfo.InvariantCulture) == PlainReading.MomentOf(cell),
                _ => sent.ValueKind == JsonValueKind.String && sent.GetString() == cell,
            };
        }
    }
}
