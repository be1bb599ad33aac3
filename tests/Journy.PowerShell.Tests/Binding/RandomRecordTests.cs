using System;
using System.Collections;
using System.Collections.Generic;
using System.Data;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using System.Numerics;
using System.Text;
using System.Text.Json;
using Journy.Tests.Commands;
using Journy.Tests.Engine;
using Xunit;

namespace Journy.Tests.Binding;

/// <summary>Random records in five cultures: what arrives is what was meant.</summary>
public sealed class RandomRecordTests(SharedSession shared, ITestOutputHelper output) : SharedSessionTest(shared)
{
    private const string Characters = "abcIiıİ 0123456789-_.,;:'\"\\/<>&%$#@!?\t\r\n\0\u001b\u00e9\u0301\u202e\u2028\ufeff\uffff李語Ω";

    // Those of them that nobody sees where they stand around a name or an identifier.
    private static readonly char[] Outer = [' ', '\t', '\r', '\n', '\u202e', '\u2028', '\ufeff'];

    // Commas for points, dotless i, right to left and other digits, the day before the month; the first has no name.
    public static TheoryData<string> Cultures => ["", "tr-TR", "ar-SA", "de-DE", "en-GB"];

    [Theory]
    [MemberData(nameof(Cultures))]
    public void What_arrives_is_what_was_meant(string culture) => SendRandomRecords(culture, 200);

    [Theory(Explicit = true)]
    [Trait("Category", "Promise")]
    [MemberData(nameof(Cultures))]
    public void What_arrives_of_ten_thousand_records_is_what_was_meant(string culture) => SendRandomRecords(culture, 2000);

    private void SendRandomRecords(string culture, int count)
    {
        int seed = Random.Shared.Next();
        output.WriteLine($"Seed: {seed}");
        Random random = new(seed);
        List<object> inputs = new(count);
        Dictionary<string, Dictionary<string, object?>> meant = new(count);
        for (int index = 0; index < count; index++)
        {
            Dictionary<string, object?> expected = new();
            string id = index.ToString(CultureInfo.InvariantCulture) + ":" + Text(random);
            inputs.Add(Record(random, id, expected));
            meant.Add(id.Trim(Outer), expected);
        }

        // Types differ from record to record, as the emulator warns.
        ShellResult result = Shell.RunWithInput(
            "param($culture) [cultureinfo]::CurrentCulture = [cultureinfo]::CurrentUICulture = [cultureinfo]::new($culture); $input | "
            + "Set-JournyUser -WarningAction Ignore",
            inputs,
            culture).ThrowIfFailed();

        Assert.Equal(meant.Keys, result.As<UserResult>().Select(user => user.UserId));
        IReadOnlyList<JsonElement> bodies = Bodies;
        Assert.Equal(count, bodies.Count);
        foreach (JsonElement body in bodies)
        {
            string id = body.GetProperty("identification").GetProperty("userId").GetString()!;
            Dictionary<string, object?> received = body.TryGetProperty("properties", out JsonElement properties)
                ? properties.EnumerateObject()
                    .ToDictionary(property => property.Name, property => Read(property.Value, meant[id].GetValueOrDefault(property.Name)))
                : [];
            Assert.True(
                AreSame(meant[id], received),
                $"Seed {seed}, user {id}: meant {Show(meant[id])}, received {Show(received)}.");
        }
    }

    private static object Record(Random random, string id, Dictionary<string, object?> expected)
    {
        List<KeyValuePair<string, object?>> members = [new("user_id", id)];
        int count = random.Next(8);
        for (int index = 0; index < count; index++)
        {
            string name = index.ToString(CultureInfo.InvariantCulture) + Text(random);
            object? given = Value(random, out object? meant, out bool isSent);
            if (given is not null && random.Next(3) == 0)
            {
                given = PSObject.AsPSObject(given);
            }

            members.Add(new(name, given));
            if (isSent)
            {
                expected.Add(name.Trim(Outer), meant);
            }
        }

        return Wrap(random, members);
    }

    private static object Wrap(Random random, List<KeyValuePair<string, object?>> members)
    {
        switch (random.Next(5))
        {
            case 0:
                Hashtable hashtable = new();
                members.ForEach(member => hashtable.Add(member.Key, member.Value));
                return hashtable;
            case 1:
                return new Dictionary<string, object?>(members);
            case 2:
                System.Collections.Specialized.OrderedDictionary ordered = new();
                members.ForEach(member => ordered.Add(member.Key, member.Value));
                return ordered;
            case 3:
                DataTable table = new();
                members.ForEach(member => table.Columns.Add(member.Key, typeof(object)));
                return table.Rows.Add(members.Select(member => member.Value ?? DBNull.Value).ToArray());
            default:
                PSObject custom = new();
                members.ForEach(member => custom.Properties.Add(new PSNoteProperty(member.Key, member.Value)));
                return custom;
        }
    }

    /// <summary>A value as given, and what it should be: text, a boolean, a decimal, a double, a big number or a list of text.</summary>
    private static object? Value(Random random, out object? meant, out bool isSent)
    {
        isSent = true;
        DateTimeOffset moment =
            new DateTimeOffset(1900, 1, 1, 0, 0, 0, TimeSpan.Zero).AddTicks(random.NextInt64(TimeSpan.TicksPerDay * 70_000));
        string iso = moment.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff", CultureInfo.InvariantCulture).TrimEnd('0').TrimEnd('.') + "Z";
        switch (random.Next(13))
        {
            case 0:
                isSent = false;
                meant = null;
                object?[] blanks = [null, DBNull.Value, string.Empty, " \t", Array.Empty<string>()];
                return blanks[random.Next(blanks.Length)];
            case 1:
                meant = random.Next(2) == 0;
                return meant;
            case 2:
                int number = random.Next(int.MinValue, int.MaxValue);
                meant = (decimal)number;
                return number;
            case 3:
                long large = random.NextInt64(long.MinValue, long.MaxValue);
                meant = (decimal)large;
                return large;
            case 4:
                meant = new decimal(random.Next(), random.Next(), random.Next(), random.Next(2) == 0, (byte)random.Next(29));
                return meant;
            case 5:
                // Any bits at all, but NaN and infinity.
                double floating = BitConverter.Int64BitsToDouble(random.NextInt64(long.MinValue, long.MaxValue));
                meant = double.IsFinite(floating) ? floating : Math.Round(random.NextDouble() * 1000, 2);
                return meant;
            case 6:
                BigInteger big = new(Encoding.UTF8.GetBytes("1" + Text(random)));
                meant = big;
                return big;
            case 7:
                Guid guid = new(random.Next(), 1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
                meant = guid.ToString();
                return guid;
            case 8:
                meant = iso;
                return moment.ToOffset(TimeSpan.FromMinutes(random.Next(-800, 800)));
            case 9:
                meant = iso;
                return moment.UtcDateTime;
            case 10:
                List<string> items = Enumerable.Range(0, random.Next(1, 5)).Select(item => item + Text(random)).ToList();
                meant = items;
                return random.Next(2) == 0 ? items.ToArray() : new ArrayList(items);
            default:
                string text = "t" + Text(random);
                meant = text;
                return text;
        }
    }

    private static string Text(Random random)
    {
        StringBuilder text = new();
        int length = random.Next(12);
        for (int index = 0; index < length; index++)
        {
            text.Append(random.Next(20) == 0 ? "\U0001F600" : Characters[random.Next(Characters.Length)]);
        }

        return text.ToString();
    }

    /// <summary>Reads what arrived in the way that tells most about what was meant.</summary>
    private static object? Read(JsonElement element, object? meant) => element.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Number when meant is double number =>
            Digits(element.GetRawText()) == Digits(number.ToString("R", CultureInfo.InvariantCulture))
                ? element.GetDouble()
                : element.GetRawText(),
        JsonValueKind.Number when meant is BigInteger => BigInteger.Parse(element.GetRawText(), CultureInfo.InvariantCulture),
        JsonValueKind.Number => element.GetDecimal(),
        JsonValueKind.Array => element.EnumerateArray().Select(item => item.GetString()!).ToList(),
        _ => element.GetString(),
    };

    /// <summary>The digits that tell a number from its neighbours: more of them than the shortest form has are too many.</summary>
    private static string Digits(string number) => string.Concat(number.Split('E', 'e')[0].Where(char.IsAsciiDigit)).Trim('0');

    private static bool AreSame(Dictionary<string, object?> meant, Dictionary<string, object?> received) =>
        meant.Count == received.Count
        && meant.All(pair => received.TryGetValue(pair.Key, out object? value) && (value, pair.Value) switch
        {
            (List<string> left, List<string> right) => left.SequenceEqual(right, StringComparer.Ordinal),
            (double left, double right) => BitConverter.DoubleToInt64Bits(left) == BitConverter.DoubleToInt64Bits(right),
            (decimal left, decimal right) => decimal.GetBits(left).SequenceEqual(decimal.GetBits(right)),
            _ => Equals(value, pair.Value),
        });

    private static string Show(Dictionary<string, object?> properties) => JsonSerializer.Serialize(
        properties.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={pair.Value}"));
}
