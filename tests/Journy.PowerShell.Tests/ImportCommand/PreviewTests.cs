using System;
using System.Collections.Generic;
using System.Linq;
using Journy.Emulator;
using Xunit;

namespace Journy.Tests.ImportCommand;

/// <summary>What -Preview says, held against what the import then does.</summary>
public sealed class PreviewTests : ImportTest
{
    public static TheoryData<string, string, string> Imports => new()
    {
        {
            "User",
            "user_id,email,seats,code\nu1,,5,A1\nu2,u2@example.com,6,7\nu1,,5,A1\nu1,,7,A2\n,,8,B\nu4,u4@example.com,9,C,extra\nu5,,,\n",
            "user_id,email,seats,code\nu1,,5,A1\nu2,u2@example.com,60,7\nu1,,5,A1\nu1,,7,A2\nu9,,many,B\nu5,,,\n"
        },
        {
            "Account",
            "account_id,domain,plan\na1,one.example,Pro\na2,,Free\n,,x\na1,one.example,Free\n",
            "account_id,domain,plan\na1,one.example,Pro\na2,,Pro\n,,x\na1,one.example,Free\n"
        },
        {
            "AccountUser",
            "account_id,user_id\n" + string.Concat(Enumerable.Range(0, 150).Select(i => $"a1,u{i}\n")) + "a2,u1\n,u2\na2,u1\n",
            "account_id,user_id\n" + string.Concat(Enumerable.Range(0, 152).Select(i => $"a1,u{i}\n")) + "a2,u1\n,u2\na3,u1\n"
        },
        {
            "Event",
            "user_id,name,triggered_at,n\nu1,a,2024-05-06,1\nu1,a,2024-05-06,1\nu1,b,,1\nu2,a,2024-05-06,1\n",
            "user_id,name,triggered_at,n\nu1,a,2024-05-06,1\nu1,a,2024-05-06,1\nu1,a,2024-05-06,1\nu1,b,,1\nu2,a,2024-05-06,2\n"
        },
    };

    [Theory]
    [MemberData(nameof(Imports), DisableDiscoveryEnumeration = true)]
    public void The_import_does_what_the_preview_says(string noun, string first, string second)
    {
        foreach (string table in new[] { first, second, second })
        {
            Folder.Write(table, "in.csv");
            int before = Writes.Count;
            IReadOnlyList<string?> filesBefore = Files;

            ImportPreview preview = Run($"Import-Journy{noun} in.csv -Preview").ThrowIfFailed().As<ImportPreview>().Single();

            Assert.Equal(before, Writes.Count);
            Assert.Equal(filesBefore, Files);
            ImportSummary summary = Summary(Run($"Import-Journy{noun} in.csv -ErrorAction SilentlyContinue"));
            Assert.Equal(
                (preview.Rows, preview.ToSend, preview.Unchanged, preview.Invalid, preview.Unknown),
                (summary.Read, summary.Sent, summary.Unchanged, summary.Failed, summary.Unknown));
            Assert.Equal(preview.Calls, Writes.Count - before);
            Assert.Equal(noun, preview.Entity);
            Assert.Equal(preview.Invalid, preview.Problems.Count);
        }
    }

    [Fact]
    public void The_preview_of_piped_rows_says_what_their_import_does()
    {
        const string Rows =
            "@{ user_id = 'u1'; plan = 'Pro' }, @{ user_id = 'u2'; seats = 5 }, @{ plan = 'Free' }, @{ user_id = 'u1'; plan = 'Free' }";
        foreach (long expected in new long[] { 3, 0 })
        {
            ImportPreview preview = Run($"{Rows} | Import-JournyUser -JournalPath crm.journy -Preview")
                .ThrowIfFailed()
                .As<ImportPreview>()
                .Single();
            ImportSummary summary = Summary(Run($"{Rows} | Import-JournyUser -JournalPath crm.journy -ErrorAction SilentlyContinue"));
            Assert.Equal((4, expected, 3 - expected, 1), (preview.Rows, preview.ToSend, preview.Unchanged, preview.Invalid));
            Assert.Equal((preview.ToSend, preview.Unchanged, preview.Invalid), (summary.Sent, summary.Unchanged, summary.Failed));
            Assert.Equal(["plan", "seats", "user_id"], preview.Columns.Select(column => column.Name).Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public void Columns_have_their_types_samples_blanks_and_notes()
    {
        Run("@{ user_id = 'u0'; plan = 'x' } | Set-JournyUser").ThrowIfFailed();
        Folder.Write(
            "user_id,plan,seats,since,vip,session_count,empty,hidden,journy_line\nu1,Pro,5,2024-01-01,true,3,,h,2\n"
            + "u2,Free,,2024-02-01,false,4,,h,3\nu3,Pro,7,,true,5,,h,4\n");

        ImportPreview preview = Run("Import-JournyUser users.csv -Preview -ExcludeProperty hidden -BlankValue Delete -Confirm:$false")
            .ThrowIfFailed()
            .As<ImportPreview>()
            .Single();

        Assert.Equal(
            [
                "user_id||", "plan|Text|", "seats|Number|new to the workspace", "since|DateTime|new to the workspace",
                "vip|Boolean|new to the workspace", "session_count|Number|computed by journy.io", "empty|Text|blank in every row",
                "hidden||left out"
            ],
            preview.Columns.Select(column => $"{column.Name}|{column.Type}|{column.Note}"));
        Assert.Equal([0L, 0, 1, 1, 0, 0, 3, 0], preview.Columns.Select(column => column.Blanks));
        Assert.Equal(["Pro", "Free"], preview.Columns[1].Samples);
        Assert.Equal(["5", "7"], preview.Columns[2].Samples);
        Assert.Equal(["seats", "since", "vip", "empty"], preview.UnknownProperties);
        Assert.Equal(["session_count"], preview.ComputedProperties);
        Assert.Equal((5L, 0L), (preview.Deletes, preview.Duplicates));
        Assert.Null(preview.MissingPermission);
        Assert.Null(preview.JournalPath);
        Assert.Equal(Emulator.BaseAddress, preview.BaseUri);
    }

    [Fact]
    public void Shared_addresses_are_told_of()
    {
        // Two addresses of three and two IDs; one that an ID changes to is not shared, whatever its case.
        Folder.Write(
            "user_id,email\nu1,info@one.example\nu2,INFO@one.example\nu3,Info@one.example\nu4,info@two.example\nu5,info@two.example\n"
            + "u6,six@one.example\nu6,6@one.example\nu1,info@one.example\n");

        ImportPreview preview = Run("Import-JournyUser users.csv -Preview").ThrowIfFailed().As<ImportPreview>().Single();

        Assert.Equal((2L, 5L, 0L, 0L), (preview.SharedAddresses, preview.SharingIds, preview.ByIdOnly, preview.ByAddressOnly));
        AssertSays(Unwrapped(preview), "! 5 user IDs share 2 addresses; journy.io may keep an address with one of them.");
        Folder.Write("account_id,domain\na1,one.example\na2,One.example\n", "accounts.csv");
        AssertSays(
            Unwrapped(Run("Import-JournyAccount accounts.csv -Preview").ThrowIfFailed().As<ImportPreview>().Single()),
            "! 2 account IDs share a domain; journy.io may keep it with one of them.");
    }

    [Fact]
    public void A_file_that_names_some_by_ID_only_and_others_by_address_only_is_told_of()
    {
        const string Mixed = "user_id,email\nu1,\nu1,\nu2,\n,a@example.com\nu3,c@example.com\nu3,\n,C@example.com\n";
        Folder.Write(Mixed);

        ImportPreview preview = Run("Import-JournyUser users.csv -Preview").ThrowIfFailed().As<ImportPreview>().Single();

        Assert.Equal((0L, 0L, 2L, 1L), (preview.SharedAddresses, preview.SharingIds, preview.ByIdOnly, preview.ByAddressOnly));
        AssertSays(
            Unwrapped(preview),
            "! 2 users are named by ID only, and 1 by e-mail address only.",
            "-ThrottleLimit 1 keeps the order of their rows.");

        // What the journal has seen together is known to be one.
        Folder.Write("user_id,email\nu1,a@example.com\n");
        ImportWhole();
        Folder.Write(Mixed);
        preview = Run("Import-JournyUser users.csv -Preview").ThrowIfFailed().As<ImportPreview>().Single();
        Assert.Equal((1L, 0L), (preview.ByIdOnly, preview.ByAddressOnly));
        Assert.DoesNotContain("-ThrottleLimit", preview.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_that_may_not_write_or_read_properties_is_told_of()
    {
        Folder.Write("user_id,plan\nu1,Pro\n");
        Session.Set("other", Emulator.AddKey("reader", KeyPermissions.ReadEvents));
        Run("Connect-Journy $other -BaseUri $uri -SkipKeyCheck").ThrowIfFailed();

        ImportPreview preview = Run("Import-JournyUser users.csv -Preview").ThrowIfFailed().As<ImportPreview>().Single();

        Assert.Equal("TrackData", preview.MissingPermission);
        Assert.Null(preview.UnknownProperties);
        AssertSays(preview.ToString(), "! The key lacks the permission TrackData");
        Assert.All(Emulator.Ledger.Snapshot(), entry => Assert.Equal("GET", entry.Method));
    }

    [Fact]
    public void The_view_fits_80_columns_and_shows_what_matters()
    {
        string wide = new('w', 200);
        Folder.Write($"user_id,{wide},\"a column, with a name\"\nu1,{wide},1\nu1,x,2\n,y,3\nu2,{wide},4,5\n");
        AnsweringHost host = new(answer: false);
        using HostedShell shell = new(host, Emulator);

        shell.Run($"Import-JournyUser '{Folder.File("users.csv")}' -Preview | Out-Default");

        string[] lines = [.. host.Lines.SelectMany(line => line.Split('\n')).Select(line => line.TrimEnd())];
        Assert.All(lines, line => Assert.InRange(line.Length, 0, 80));
        AssertSays(
            string.Join('\n', lines),
            "4 rows (users)", "2 would be sent, in 2 calls", "0 unchanged: there is no journal yet", "2 invalid", "1 row is of somebody",
            "Column", "Becomes", "Type", "Blank", "Samples", "The invalid rows:", "There is neither");
        Assert.Empty(Writes);
    }

    [Fact]
    public void A_preview_looks_at_the_journal_and_changes_nothing_of_it()
    {
        Folder.Write("user_id,seats\nu1,5\nu2,6\n");
        ImportWhole();
        byte[] before = System.IO.File.ReadAllBytes(Folder.File("users.csv.journy"));
        Folder.Write("user_id,seats,plan\nu1,5,\nu2,many,x\nu3,7,y\n");

        ImportPreview preview = Run("Import-JournyUser users.csv -Preview").ThrowIfFailed().As<ImportPreview>().Single();

        Assert.Equal((1L, 1L, 1L), (preview.Unchanged, preview.ToSend, preview.Invalid));
        Assert.Equal(Folder.File("users.csv.journy"), preview.JournalPath);
        Assert.Equal(before, System.IO.File.ReadAllBytes(Folder.File("users.csv.journy")));
        Assert.Equal(3L, Run("Import-JournyUser users.csv -Preview -NoJournal").As<ImportPreview>().Single().Rows);
    }

    private static string Unwrapped(ImportPreview preview) => preview.ToString().ReplaceLineEndings(" ");
}
