using System;
using System.Collections;
using System.Collections.Specialized;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;
using System.Numerics;
using Journy.Import.Problems;
using Journy.Parameters;
using Journy.Tests.Engine;
using Xunit;

namespace Journy.Tests.Commands;

/// <summary>A command that is written for the user to go on with means what the first one meant.</summary>
public sealed class CommandTextTests
{
    private const int Commands = 400;

    private static readonly string[] AwkwardTexts =
    [
        "", " ", "it's", "‘typographic’ ‚quotes‛", "“double” „quotes”", "\"", "`", "$x", "$(1)", "a`nb", "tab\there", "two\r\nlines", "\0",
        "\a\b\f\v\u001B[31m", "é😀", "@{a=1}", ";", "#",
        "-Name", "007", "1e5", "5d", "0x10", "{0}", "%", "\u2028", "\u200B", "\u0085", "\uD800", "\uDC00x", "$null", "true",
        "'; Remove-Item x; '", "\"; $x", "`", "``", "--%", "a,b", "[x]", "*",
    ];

    public static TheoryData<string> Literals => new()
    {
        "1.50d", "5d", "-5d", "0.10d", "[decimal]::MaxValue", "[decimal]::MinValue", "5", "-5", "[int]::MaxValue", "[int]::MinValue", "5l",
        "[long]::MinValue", "[uint64]::MaxValue",
        "[byte]5", "[sbyte]-5", "[int16]5", "[uint16]5", "[uint32]5", "1.0", "-1.5", "-0.0", "1e300", "5e-324", "0.1", "[double]::MaxValue",
        "[single]1.1", "[single]::MaxValue", "[bigint]'12345678901234567890123'", "[bigint]-5",
        "$true", "$false", "$null", "'5'", "''", "'5d'", "[char]'x'", "[char]39", "[char]9", "[char]0xD800",
        "[datetime]'2026-04-30'", "[datetime]::SpecifyKind([datetime]'2026-04-30T12:00:00', 'Utc')",
        "[datetime]::SpecifyKind([datetime]'2026-04-30T12:00:00', 'Local')", "[datetime]'2026-04-30T12:34:56.1234567'",
        "[datetime]::MinValue",
        "[datetimeoffset]'2026-04-30T12:00:00+02:00'", "[System.DateOnly]::new(2026, 4, 30)", "[timespan]'1.02:03:04.0000005'",
        "[guid]'0f8fad5b-d9cb-469f-a165-70867728950e'", "[uri]'https://journy.io/a b'", "[uri]'x/y'", "[version]'1.2.3'",
        "[DBNull]::Value", "@()", "@('a')", "@('a', 'b')", "@(1, 2d, 'x')", "@(@(1, 2), @(3))", "@(,@(1, 2))", "@($null)",
    };

    [Theory]
    [MemberData(nameof(Literals))]
    public void A_value_comes_back_with_its_type(string literal)
    {
        using ShellSession shell = new(importModule: false);
        object? value = shell.Run($"$value = {literal}; @{{ value = $value }}").ThrowIfFailed().As<Hashtable>().Single()["value"];
        Hashtable map = new() { ["value"] = value };

        Hashtable back = Evaluate(shell, CommandText.Of("Receive-Value", [new("Property", map)]));

        Assert.Equal(Describe(value), Describe(back["value"]));
    }

    [Fact]
    public void A_dictionary_of_a_library_comes_back_too()
    {
        using ShellSession shell = new(importModule: false);
        Hashtable back = Evaluate(
            shell,
            CommandText.Of(
                "Receive-Value",
                [new("Property", new System.Collections.Generic.Dictionary<string, string> { ["a"] = "it's", ["b"] = "2" })]));
        Assert.Equal(("it's", "2", 2), (back["a"], back["b"], back.Count));
    }

    [Fact]
    public void Commands_of_all_kinds_of_values_come_back()
    {
        int seed = Random.Shared.Next();
        TestContext.Current.TestOutputHelper?.WriteLine($"Seed {seed}");
        Random random = new(seed);
        using ShellSession shell = new(importModule: false);
        for (int number = 0; number < Commands; number++)
        {
            IDictionary map = random.Next(4) == 0
                ? new OrderedDictionary()
                : random.Next(5) == 0 ? new Hashtable(StringComparer.Ordinal)
                : new Hashtable(StringComparer.OrdinalIgnoreCase);
            for (int entry = random.Next(4); entry >= 0; entry--)
            {
                map[Key(random)] = Value(random, 2);
            }

            string text = CommandText.Of("Receive-Value", [new("Property", map)]);

            IDictionary back = Evaluate(shell, text);
            Assert.True(
                Describe(map) == Describe(back),
                $"Seed {seed}, command {number}: {text}{Environment.NewLine}{Describe(map)}{Environment.NewLine}{Describe(back)}");
            Assert.DoesNotContain(text, char.IsControl);
        }
    }

    [Theory]
    [InlineData("token")]
    [InlineData("API-Key")]
    [InlineData("it's a password")]
    public void A_secret_is_asked_for_and_never_written(string name)
    {
        string text = CommandText.Of("Import-JournyUser", [new("Property", new Hashtable { [name] = "hunter2" })]);
        Assert.Equal($"Import-JournyUser -Property @{{ {QuotedText.Of(name)} = (Read-Host {QuotedText.Of(name)}) }}", text);

        // A name is none.
        Assert.Contains(
            "'hunter2'",
            CommandText.Of("Import-JournyUser", [new("PropertyMap", new Hashtable { [name] = "hunter2" })]),
            StringComparison.Ordinal);
    }

    [Fact]
    public void What_comes_out_of_a_job_is_written_as_what_it_was()
    {
        using ShellSession shell = new(importModule: false);
        Hashtable map = shell.Run("""
            $trip = { [Management.Automation.PSSerializer]::Deserialize(
                [Management.Automation.PSSerializer]::Serialize([pscustomobject]@{ x = $args[0] }, 1)).x }
            @{ day = & $trip ([DayOfWeek]::Friday); big = & $trip ([bigint]5);
                at = & $trip ([datetimeoffset]'2026-04-30T12:00:00Z'); date = & $trip ([System.DateOnly]::new(2026, 4, 30)) }
            """).ThrowIfFailed().As<Hashtable>().Single();

        Hashtable back = Evaluate(shell, CommandText.Of("Receive-Value", [new("Property", map)]));

        Assert.Equal(
            ["BigInteger 5", "DateOnly 04/30/2026", "String Friday", "DateTimeOffset 2026-04-30T12:00:00.0000000+00:00"],
            "big date day at".Split(' ').Select(key => Describe(back[key])));
    }

    private static Hashtable Evaluate(ShellSession shell, string command)
    {
        Parser.ParseInput(command, out _, out ParseError[] errors);
        Assert.True(errors.Length == 0, $"{command}: {string.Join("; ", errors.Select(error => error.Message))}");
        object back = shell.Run($"function Receive-Value {{ param([System.Collections.IDictionary]$Property) ,$Property }}; {command}")
            .ThrowIfFailed().Output
            .Single().BaseObject;
        return back as Hashtable ?? new Hashtable((IDictionary)back);
    }

    private static object Key(Random random) => random.Next(8) switch
    {
        0 => random.Next(-5, 100),
        1 => (long)random.Next(),
        2 => random.NextDouble(),
        3 => 1.5m,
        4 => new Guid("0f8fad5b-d9cb-469f-a165-70867728950e"),
        _ => AwkwardTexts[random.Next(AwkwardTexts.Length)] + "aAbB"[random.Next(4)],
    };

    private static object? Value(Random random, int depth) => random.Next(depth == 0 ? 14 : 16) switch
    {
        0 => null,
        1 => random.Next(2) == 0,
        2 => random.Next(int.MinValue, int.MaxValue),
        3 => random.NextInt64(long.MinValue, long.MaxValue),
        4 => new decimal(random.Next(), random.Next(), random.Next(), random.Next(2) == 0, (byte)random.Next(29)),
        5 => BitConverter.Int64BitsToDouble(random.NextInt64(long.MinValue, long.MaxValue)),
        6 => BitConverter.Int32BitsToSingle(random.Next(int.MinValue, int.MaxValue)),
        7 => new BigInteger(random.NextInt64()) * random.NextInt64() * -1,
        8 => DateTime.SpecifyKind(
            new DateTime(random.NextInt64(TimeSpan.TicksPerDay * 2, DateTime.MaxValue.Ticks - (TimeSpan.TicksPerDay * 2))),
            (DateTimeKind)random.Next(2)),
        9 => new DateTimeOffset(
            random.NextInt64(TimeSpan.TicksPerDay * 2, DateTime.MaxValue.Ticks - (TimeSpan.TicksPerDay * 2)),
            TimeSpan.FromMinutes(random.Next(-840, 841))),
        10 => (ulong)random.NextInt64(),
        11 => (char)random.Next(char.MaxValue + 1),
        12 => (byte)random.Next(256),
        13 => AwkwardTexts[random.Next(AwkwardTexts.Length)],
        14 => Enumerable.Range(0, random.Next(4)).Select(_ => Value(random, depth - 1)).ToArray(),
        _ => AwkwardTexts[random.Next(AwkwardTexts.Length)] + AwkwardTexts[random.Next(AwkwardTexts.Length)],
    };

    /// <summary>A value with its type, and all that it holds.</summary>
    private static string Describe(object? value) => value switch
    {
        null => "null",
        PSObject wrapped => Describe(wrapped.BaseObject),
        IDictionary map =>
            "{"
            + string.Join(
                ", ",
                map.Cast<DictionaryEntry>()
                    .Select(entry => $"{Describe(entry.Key)} = {Describe(entry.Value)}")
                    .Order(StringComparer.Ordinal))
            + "}",
        string text => $"String {text}",
        IEnumerable list => "[" + string.Join(", ", list.Cast<object?>().Select(Describe)) + "]",
        DateTime moment => $"DateTime {moment:o} {moment.Kind}",
        DateTimeOffset moment => $"DateTimeOffset {moment:o}",
        double number => "Double " + BitConverter.DoubleToInt64Bits(double.IsNaN(number) ? double.NaN : number),
        float number => "Single " + BitConverter.SingleToInt32Bits(float.IsNaN(number) ? float.NaN : number),
        char character => $"Char {(int)character}",
        _ => $"{value.GetType().Name} {Convert.ToString(value, CultureInfo.InvariantCulture)}",
    };
}
