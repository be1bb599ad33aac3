using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.Json;
using Journy.Tests.Engine;
using Xunit;

namespace Journy.Tests.ImportCommand;

/// <summary>Files as people have them: the first attempt is a preview, and what it says is the second one.</summary>
public sealed class AwkwardExportTests(ITestOutputHelper output) : ImportTest
{
    private const string BeforeCommand = "this should do: ";

    public static TheoryData<string> Names => new(AwkwardExports.All.Select(file => file.Name));

    [Fact]
    public void There_are_thirty_of_them() => Assert.InRange(AwkwardExports.All.Select(file => file.Name).Distinct().Count(), 30, 60);

    [Theory]
    [MemberData(nameof(Names))]
    public void Two_commands_import_it_and_every_value_is_what_it_says(string name)
    {
        AwkwardExport file = AwkwardExports.All.Single(one => one.Name == name);
        string path = Folder.Write([.. file.Encoding.GetPreamble(), .. file.Encoding.GetBytes(file.Text)], file.File);
        string command = Second(Run($"Import-Journy{file.Noun} -LiteralPath {Quoted(path)} -Preview {file.Given}"));
        output.WriteLine(command);

        // Whoever does not look first gets the same from the error.
        if (After(
            string.Join("\n", Run($"Import-Journy{file.Noun} -LiteralPath {Quoted(path)} -WhatIf {file.Given}").Errors)) is { } fromError)
        {
            Assert.Equal(command, fromError);
        }

        ShellResult result = Run(command);
        ImportSummary summary = Summary(result);
        Assert.Equal(
            file.Failed, summary.FailedPath is null ? [] : CsvTable.Read(summary.FailedPath, DelimiterOf(summary.FailedPath)).Lines);
        Assert.Equal(file.Failed.Length == 0, result.Errors.Count == 0);
        Assert.Equal(file.Expected.Order(StringComparer.Ordinal), Held(file.Noun).Order(StringComparer.Ordinal));
    }

    private static string Quoted(string path) => "'" + path.Replace("'", "''", StringComparison.Ordinal) + "'";

    private static char DelimiterOf(string path) => File.ReadLines(path).First().First(c => c is ',' or ';' or '\t' or '|');

    private static string Second(ShellResult result) =>
        result.As<ImportPreview>().SingleOrDefault()?.SuggestedCommand
        ?? After(string.Join("\n", result.Errors))
            ?? throw new InvalidOperationException($"No command: {string.Join("\n", result.Errors)} {result.Terminating?.Message}");

    private static string? After(string message)
    {
        int at = message.IndexOf(BeforeCommand, StringComparison.Ordinal);
        return at < 0 ? null : message[(at + BeforeCommand.Length)..];
    }

    private IEnumerable<string> Held(string noun) => noun switch
    {
        "User" => Emulator.Users.Select(user => $"{user.UserId}|{user.Email}{Values(user.Properties)}"),
        "Account" => Emulator.Accounts.Select(account => $"{account.AccountId}|{account.Domain}{Values(account.Properties)}"),
        "AccountUser" => Emulator.Accounts.Select(account =>
            $"{account.AccountId}|{account.Domain} "
            + $"{string.Join(" ", account.Members.Select(member => $"{member.UserId}|{member.Email}").Order(StringComparer.Ordinal))}"),
        _ => Emulator.Events.Select(one =>
            $"{one.Name} {(one.UserId is null ? one.Email : one.UserId + "|" + one.Email)}@{one.TriggeredAt![..19]}{Values(one.Metadata)}"),
    };

    private static string Values(IReadOnlyDictionary<string, JsonElement> values) =>
        string.Concat(values.OrderBy(value => value.Key, StringComparer.Ordinal).Select(value => $" {value.Key}={Text(value.Value)}"));

    // Numbers as what they are worth, moments as one text.
    private static string Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number => value.GetDouble().ToString("R", CultureInfo.InvariantCulture),
        JsonValueKind.String when DateTimeOffset.TryParseExact(
            value.GetString(),
            ["yyyy-MM-ddTHH:mm:ss.FFFFFFFK"],
            CultureInfo.InvariantCulture,
            DateTimeStyles.None,
            out DateTimeOffset moment) =>
            "\"" + moment.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture) + "Z\"",
        JsonValueKind.String => JsonSerializer.Serialize(value.GetString(), Relaxed),
        _ => value.GetRawText(),
    };

    private static readonly JsonSerializerOptions Relaxed =
        new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

}
