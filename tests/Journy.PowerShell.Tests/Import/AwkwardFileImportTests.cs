using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Journy.Emulator;
using Journy.Tests.Contract;
using Journy.Tests.Engine;
using Journy.Tests.ImportCommand;
using Xunit;

namespace Journy.Tests.Import;

/// <summary>The files of the corpus from end to end: after the import, the emulator holds what the file says, and nothing else.</summary>
public sealed class AwkwardFileImportTests(ConnectableShell shell) : IClassFixture<ConnectableShell>, IDisposable
{
    private readonly TempFolder _folder = new();

    public static TheoryData<string> Names => [.. AwkwardFiles.All.Where(file => file.Value.IsImported).Select(file => file.Key)];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Names))]
    public async Task The_emulator_holds_what_the_file_says(string name)
    {
        AwkwardFile file = AwkwardFiles.All[name];
        await using JournyEmulator emulator = await JournyEmulator.StartAsync(
            new EmulatorOptions { RateLimit = null }, TestContext.Current.CancellationToken);
        ShellResult result = Import(file, emulator);
        RequestContract.Verify(emulator.Ledger.Snapshot(), bodiesWereKept: true);

        if (file.Refusal is var (reason, says))
        {
            Assert.Equal($"Journy.{reason},Journy.Commands.ImportJournyUserCommand", result.Error.FullyQualifiedErrorId);
            Assert.Contains(says, result.ErrorText, StringComparison.Ordinal);
            Assert.Empty(result.Output);
            Assert.Equal(0, emulator.Ledger.Count);
            return;
        }

        AwkwardRow[] good = [.. file.Rows.Where(row => row.Reason is null)];
        AwkwardRow[] bad = [.. file.Rows.Except(good)];
        ImportSummary summary = Assert.Single(result.As<ImportSummary>());
        Assert.Equal(
            (good.Length, bad.Length, file.UnreadLines, file.Rows.Count + file.UnreadLines),
            (summary.Sent, summary.Failed, summary.NotAttempted, summary.Read));
        if (bad.Length > 0)
        {
            char delimiter = Delimiter(file);
            Assert.Equal(bad.Select(row => (int)row.Line), CsvTable.Read(summary.FailedPath!, delimiter).Lines);
        }

        Assert.Equal(good.Length, emulator.Ledger.Count);
        Assert.Equal(
            good.Select(row => Shown(file, row)).Order(StringComparer.Ordinal),
            emulator.Users.Select(Shown).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_cell_that_is_too_large_for_the_API_fails_its_row_alone()
    {
        await using JournyEmulator emulator = await JournyEmulator.StartAsync(
            new EmulatorOptions { RateLimit = null }, TestContext.Current.CancellationToken);
        ShellResult result = Import(new AwkwardFile($"user_id,note\nu1,a\nu2,{new string('x', 2_000_000)}\nu3,c\n"), emulator);

        ImportSummary summary = Assert.Single(result.As<ImportSummary>());
        Assert.Equal((2, 1, 3), (summary.Sent, summary.Failed, summary.Read));
        IReadOnlyDictionary<string, string> failed = CsvTable.Read(summary.FailedPath!).FromLine(3);
        Assert.Equal(2_000_000, failed["note"].Length);
        Assert.Contains("413", failed["journy_error"], StringComparison.Ordinal);
        Assert.Equal(["u1", "u3"], emulator.Users.Select(user => user.UserId).Order(StringComparer.Ordinal));
    }

    private ShellResult Import(AwkwardFile file, JournyEmulator emulator)
    {
        ShellSession session = shell.Session;
        session.Set("key", emulator.ApiKey);
        session.Set("uri", emulator.BaseAddress.AbsoluteUri);
        session.Run("Connect-Journy -ApiKey $key -BaseUri $uri -SkipKeyCheck").ThrowIfFailed();
        return session.Run(
            """
            param($path, $delimiter, $encoding)
            $named = @{}
            if ($delimiter) { $named.Delimiter = $delimiter }
            if ($encoding) { $named.Encoding = $encoding }
            Import-JournyUser $path -AsText @named
            """,
            _folder.Write(file.Content),
            file.Delimiter,
            file.Encoding);
    }

    // The failed file keeps the delimiter of the file itself.
    private static char Delimiter(AwkwardFile file) =>
        file.Delimiter ?? ",;\t|".MaxBy(candidate => file.Content.Take(20).Count(value => value == candidate));

    // A blank cell sets nothing.
    private static string Shown(AwkwardFile file, AwkwardRow row)
    {
        int id = file.Header.ToList().IndexOf("user_id");
        return Shown(
            row.Cells[id],
            file.Header.Zip(row.Cells)
                .Where((cell, index) => index != id && !string.IsNullOrWhiteSpace(cell.Second))
                .ToDictionary(cell => cell.First, cell => cell.Second));
    }

    private static string Shown(EmulatedUser user) =>
        Shown(user.UserId!, user.Properties.ToDictionary(property => property.Key, property => property.Value.GetString()!));

    private static string Shown(string id, Dictionary<string, string> properties) =>
        string.Join('\u001F', properties.Select(property => $"{property.Key}={property.Value}").Order(StringComparer.Ordinal).Prepend(id));
}
