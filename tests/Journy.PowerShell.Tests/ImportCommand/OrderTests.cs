using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using Journy.Emulator;
using Xunit;

namespace Journy.Tests.ImportCommand;

/// <summary>Rows of one user never overtake each other, however long each of them takes.</summary>
public sealed class OrderTests : ImportTest
{
    [Theory]
    [InlineData("id")]
    [InlineData("email")]
    [InlineData("chain")]
    public void The_last_row_of_a_user_wins(string shared)
    {
        int seed = Random.Shared.Next();
        TestContext.Current.TestOutputHelper!.WriteLine($"Seed {seed}");
        Random random = new(seed);
        int mostAtOnce = 0;
        Emulator.Faults.Add(_ =>
        {
            lock (random)
            {
                mostAtOnce = Math.Max(mostAtOnce, Emulator.Ledger.InFlightCount);
                return Fault.Delay(TimeSpan.FromMilliseconds(random.Next(15)), afterApplying: random.Next(2) == 0);
            }
        });
        const int Rows = 90;
        const int People = 6;
        Folder.Write("user_id,email,row\n" + string.Concat(Enumerable.Range(0, Rows).Select(row =>
        {
            int person = random.Next(People);
            string id = $"u{person}";
            string email = row % 2 == 0 ? $"P{person}@example.com" : $"p{person}@Example.com";
            return shared switch
            {
                "id" => $"{id},,{row}\n",
                "email" => $",{email},{row}\n",

                // By turns the ID, the address, and both.
                _ => $"{(row % 3 == 1 ? "" : id)},{(row % 3 == 0 ? "" : email)},{row}\n",
            };
        })));

        AssertCounts(ImportWhole("-ThrottleLimit 16"), sent: Rows);

        // Rows of different people are under way together, or this would prove nothing.
        Assert.True(mostAtOnce > 1);
        IReadOnlyList<(string Person, int Row)> received = [.. Writes.Select(write => Read(write.Body!))];
        if (shared != "chain")
        {
            foreach (IGrouping<string, (string Person, int Row)> person in received.GroupBy(write => write.Person))
            {
                Assert.Equal(person.Select(write => write.Row).Order(), person.Select(write => write.Row));
                Assert.Equal(
                    person.Max(write => write.Row),
                    Emulator.Users.Single(user => Person(user.UserId, user.Email) == person.Key).Properties["row"].GetInt32());
            }
        }
        else
        {
            AssertNeighboursKeptTheirOrder();
        }
    }

    [Fact]
    public void Events_of_one_user_by_what_an_unchanged_row_says_are_not_under_way_together()
    {
        const string Known = "user_id,email,name,triggered_at\nu1,jane@example.com,signup,2024-05-06T07:08:09Z\n";
        Folder.Write(Known, "events.csv");
        AssertCounts(Summary(Run("Import-JournyEvent events.csv").ThrowIfFailed()), sent: 1);
        Folder.Write(Known + "u1,,login,2024-05-06T07:08:10Z\n,jane@example.com,login,2024-05-06T07:08:11Z\n", "events.csv");
        Func<int> mostAtOnce = DelayAll();

        AssertCounts(Summary(Run("Import-JournyEvent events.csv").ThrowIfFailed()), sent: 2, unchanged: 1);

        Assert.Equal(1, mostAtOnce());
    }

    [Theory]
    [InlineData("Import-JournyUser users.csv")]
    [InlineData("Import-JournyUser users.csv -NoJournal")]
    [InlineData("$users | Import-JournyUser -JournalPath users.journy -PropertyType @{ mrr = 'Number' }")]
    [InlineData("$users | Set-JournyUser -PropertyType @{ mrr = 'Number' }")]
    [InlineData("Import-JournyEvent events.csv")]
    [InlineData("Import-JournyEvent events.csv -NoJournal")]
    [InlineData("$events | Add-JournyEvent")]
    public void Rows_of_one_user_by_what_a_row_says_that_cannot_be_sent_are_not_under_way_together(string command)
    {
        // The first call of all goes alone.
        Run("Set-JournyUser -UserId u0").ThrowIfFailed();
        Func<int> mostAtOnce = DelayAll();
        foreach ((string address, int expected) in new[] { ("", 2), ("jane@example.com", 1) })
        {
            string rows = $"user_id,email,mrr\nu1,{address},much\nu1,,5\n,jane@example.com,6\n";
            Folder.Write(rows);
            Folder.Write(
                rows.Replace("mrr", "name,triggered_at", StringComparison.Ordinal)
                    .Replace("much", "a,soon", StringComparison.Ordinal)
                    .Replace(",5", ",a,2026-02-01T10:00:00Z", StringComparison.Ordinal)
                    .Replace(",6", ",a,2026-02-01T11:00:00Z", StringComparison.Ordinal),
                "events.csv");
            Run($$"""
                $users = @{ user_id = 'u1'; email = '{{address}}'; mrr = 'much' }, @{ user_id = 'u1'; mrr = '5' },
                    @{ email = 'jane@example.com'; mrr = '6' }
                $events = $users | ForEach-Object { @{ user_id = $_.user_id; email = $_.email; name = 'a';
                    triggered_at = if ($_.mrr -eq 'much') { 'soon' } else { '2026-02-01T10:00:00Z' } } }
                """).ThrowIfFailed();
            int before = Writes.Count;

            Assert.Single(Run(command).Errors);

            Assert.Equal((2, expected), (Writes.Count - before, mostAtOnce()));
            System.IO.File.Delete(Folder.File("users.csv.journy"));
            System.IO.File.Delete(Folder.File("users.journy"));
            System.IO.File.Delete(Folder.File("events.csv.journy"));
        }
    }

    [Theory]
    [InlineData("Import-JournyAccountUser members.csv", 1)]
    [InlineData("Import-JournyAccountUser members.csv -NoJournal", 1)]
    [InlineData("$rows | Add-JournyAccountUser", 1)]
    [InlineData("$rows | Where-Object { $_.account_id -ne 'a1' } | Add-JournyAccountUser", 2)]
    public void Members_who_are_one_user_by_what_a_row_says_that_is_sent_later_are_not_under_way_together(string command, int expected)
    {
        // The calls of two accounts are full before that of the first row is sent.
        Folder.Write(
            "account_id,user_id,email\na1,u1,jane@example.com\na2,u1,\na3,,jane@example.com\n"
            + string.Concat(Enumerable.Range(0, 198).Select(row => $"a{2 + (row % 2)},v{row},\n")),
            "members.csv");
        Run("""
            $rows = @(@{ account_id = 'a1'; user_id = 'u1'; email = 'jane@example.com' }, @{ account_id = 'a2'; user_id = 'u1' },
                @{ account_id = 'a3'; email = 'jane@example.com' })
            $rows += 0..197 | ForEach-Object { @{ account_id = "a$(2 + $_ % 2)"; user_id = "v$_" } }

            # The first call of all goes alone.
            Set-JournyUser -UserId u0
            """).ThrowIfFailed();
        Func<int> mostAtOnce = DelayAll();

        Run(command).ThrowIfFailed();

        Assert.Equal(expected, mostAtOnce());
        Assert.Equal(200 + (2 - expected), Emulator.Accounts.Sum(account => account.Members.Count));
    }

    /// <summary>Lets every call take its time.</summary>
    /// <returns>Tells the most that were under way at once.</returns>
    private Func<int> DelayAll()
    {
        int most = 0;
        object gate = new();
        Emulator.Faults.Add(_ =>
        {
            lock (gate)
            {
                most = Math.Max(most, Emulator.Ledger.InFlightCount);
                return Fault.Delay(TimeSpan.FromMilliseconds(100));
            }
        });
        return () =>
        {
            lock (gate)
            {
                (int told, most) = (most, 0);
                return told;
            }
        };
    }

    /// <summary>Of any two rows that share an identifier, the one that stands first in the file was received first.</summary>
    private void AssertNeighboursKeptTheirOrder()
    {
        List<(string? Id, string? Email, int Row)> received = [.. Writes.Select(write =>
        {
            JsonElement body = JsonDocument.Parse(write.Body!).RootElement;
            JsonElement identity = body.GetProperty("identification");
            return (
                identity.TryGetProperty("userId", out JsonElement id) ? id.GetString() : null,
                identity.TryGetProperty("email", out JsonElement email) ? email.GetString()!.ToLowerInvariant() : null,
                body.GetProperty("properties").GetProperty("row").GetInt32());
        })];
        for (int later = 1; later < received.Count; later++)
        {
            for (int earlier = 0; earlier < later; earlier++)
            {
                bool related = (received[later].Id is { } id && id == received[earlier].Id)
                    || (received[later].Email is { } email && email == received[earlier].Email);
                Assert.False(
                    related && received[later].Row < received[earlier].Row,
                    $"Row {received[earlier].Row} overtook row {received[later].Row}.");
            }
        }
    }

    private static (string Person, int Row) Read(string body)
    {
        JsonElement root = JsonDocument.Parse(body).RootElement;
        JsonElement identity = root.GetProperty("identification");
        string? id = identity.TryGetProperty("userId", out JsonElement userId) ? userId.GetString() : null;
        string? email = identity.TryGetProperty("email", out JsonElement address) ? address.GetString() : null;
        return (Person(id, email), root.GetProperty("properties").GetProperty("row").GetInt32());
    }

    private static string Person(string? id, string? email) => id ?? email!.ToUpperInvariant();
}
