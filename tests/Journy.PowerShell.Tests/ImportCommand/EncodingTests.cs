using System;
using System.Linq;
using System.Text;
using Journy.Tests.Engine;
using Xunit;

namespace Journy.Tests.ImportCommand;

/// <summary>What was read in another encoding than it was written in.</summary>
public sealed class EncodingTests : ImportTest
{
    // €, –, “ and ’ of Windows.
    private static readonly byte[] Windows =
        [.. "user_id,note\nu1,Zo"u8, 0xEB, .. " 5 "u8, 0x80, .. "\nu2,a "u8, 0x96, .. " b\nu3,plain\n"u8];

    [Fact]
    public void Characters_of_Windows_read_as_Latin1_fail_their_rows_and_name_the_encoding()
    {
        Folder.Write(Windows);

        ImportSummary summary = Summary(Run("Import-JournyUser users.csv -Encoding Latin1 -ErrorAction SilentlyContinue"));

        AssertCounts(summary, sent: 1, failed: 2);
        CsvTable failures = CsvTable.Read(summary.FailedPath!);
        AssertSays(failures.FromLine(2)["journy_error"], "U+0080", "iso-8859-1", "1252", "-Encoding");
        AssertSays(failures.FromLine(3)["journy_error"], "U+0096");

        AssertCounts(ImportWhole("-Encoding 1252"), sent: 2, unchanged: 1);
        Assert.Equal("\"Zo\u00EB 5 \u20AC\"", Json("u1", "note"));
    }

    [Fact]
    public void A_header_with_such_a_character_is_refused()
    {
        Folder.Write([.. "user_id,price "u8, 0x80, .. "\nu1,5\n"u8]);

        ShellResult result = Import("-Encoding Latin1");

        Assert.StartsWith("Journy.InvalidEncoding,", result.Error.FullyQualifiedErrorId, StringComparison.Ordinal);
        AssertSays(result.ErrorText, "column 2", "U+0080", "1252");
        Assert.Empty(Writes);
    }

    [Theory]
    [InlineData("@{ user_id = 'u'; note = $bad }", "note")]
    [InlineData("@{ user_id = $bad }", "user_id")]
    [InlineData("@{ user_id = 'u'; note = @('a', $bad) }", "note")]
    [InlineData("@{ user_id = 'u'; $bad = 'x' }", "")]
    public void A_pipe_refuses_it_too(string record, string name)
    {
        Session.Set("bad", Encoding.Latin1.GetString([0x35, 0x80]));

        ShellResult result = Run($"& {{ {record}; @{{ user_id = 'good' }} }} | Set-JournyUser");

        Assert.StartsWith("Journy.InvalidEncoding,", result.Error.FullyQualifiedErrorId, StringComparison.Ordinal);
        AssertSays(result.ErrorText, name, "U+0080", "-Encoding 1252");
        Assert.Equal(["good"], Emulator.Users.Select(user => user.UserId));
    }
}
