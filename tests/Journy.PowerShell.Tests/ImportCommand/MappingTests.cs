using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using Journy.Emulator;
using Journy.Tests.Engine;
using Xunit;

namespace Journy.Tests.ImportCommand;

/// <summary>Which columns become what.</summary>
public sealed class MappingTests : ImportTest
{
    private const string People = "Customer Id,Mail,First Name,Private Note,Plan\n7,jane@example.com,Jane,x,Pro\n";

    [Theory]
    [InlineData("@{ 'Customer Id' = 'user_id'; Mail = 'email' }", "7", "jane@example.com")]
    [InlineData("@{ 'customer id' = 'UserId' }", "7", null)]
    [InlineData("@{ mail = 'Email' }", null, "jane@example.com")]
    public void PropertyMap_names_the_columns_that_identify(string map, string? userId, string? email)
    {
        Folder.Write(People);

        ImportWhole($"-PropertyMap {map}");

        EmulatedUser user = Assert.Single(Emulator.Users);
        Assert.Equal((userId, email), (user.UserId, user.Email));
        Assert.Equal(userId is null, user.Properties.ContainsKey("Customer Id"));
        Assert.Equal(email is null, user.Properties.ContainsKey("Mail"));
    }

    [Theory]
    [InlineData("-IncludeProperty 'First*', plan", "Plan|first_name")]
    [InlineData("-ExcludeProperty 'Private*'", "Mail|Plan|first_name")]
    [InlineData("-IncludeProperty * -ExcludeProperty mail, 'private note'", "Plan|first_name")]
    public void Columns_are_chosen_by_their_own_names(string parameters, string expected)
    {
        Folder.Write(People);

        ImportWhole($"-PropertyMap @{{ 'Customer Id' = 'user_id'; 'First Name' = 'first_name' }} {parameters}");

        Assert.Equal(expected.Split('|'), User("7").Properties.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Property_is_sent_with_every_row_exactly_as_written_and_wins()
    {
        Run("@{ user_id = 'u1'; old = 'gone soon' } | Set-JournyUser").ThrowIfFailed();
        Folder.Write("user_id,plan\nu1,Trial\nu2,Free\n");

        ImportWhole("-Property @{ Plan = 'Pro'; note = ''; seats = 5; old = $null; zip = '01234' }");

        Assert.Equal(["Plan=\"Pro\"", "note=\"\"", "seats=5", "zip=\"01234\""], Properties("u1"));
        Assert.Equal(["Plan=\"Pro\"", "note=\"\"", "seats=5", "zip=\"01234\""], Properties("u2"));
    }

    [Theory]
    [InlineData("", "city=\"Ghent\"|seats=5")]
    [InlineData("-BlankValue Skip", "city=\"Ghent\"|seats=5")]
    [InlineData("-BlankValue Empty", "city=\"\"|seats=\"\"")]
    [InlineData("-BlankValue Delete -Confirm:$false", "")]
    public void A_blank_cell_means_what_BlankValue_says(string parameters, string expected)
    {
        Run("@{ user_id = 'u1'; city = 'Ghent'; seats = 5 } | Set-JournyUser").ThrowIfFailed();
        Folder.Write("user_id,city,seats\nu1,, \nu2,Paris,7\n");

        AssertCounts(ImportWhole(parameters), sent: 2);

        Assert.Equal(expected, string.Join('|', Properties("u1")));
        Assert.Equal(["city=\"Paris\"", "seats=7"], Properties("u2"));
    }

    [Fact]
    public void Deleting_needs_a_word_where_nobody_can_be_asked()
    {
        ShellResult result = ImportText("user_id,city\nu1,\n", "-BlankValue Delete");

        Assert.Equal("Journy.InvalidParameter,Journy.Commands.ImportJournyUserCommand", result.Error.FullyQualifiedErrorId);
        AssertSays(result.ErrorText, "'users.csv'", "-Confirm:$false");
        Assert.Empty(result.Output);
        Assert.Empty(Writes);
    }

    [Fact]
    public void Deleting_needs_no_word_where_the_session_asks_for_nothing()
    {
        Folder.Write("user_id,city\nu1,\n");

        Summary(Run("$ConfirmPreference = 'None'; Import-JournyUser users.csv -BlankValue Delete").ThrowIfFailed());
        Summary(Run("& { $ConfirmPreference = 'None'; Import-JournyUser users.csv -BlankValue Delete }").ThrowIfFailed());

        Assert.Single(Writes);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Deleting_is_asked_about_once_a_file(bool answer)
    {
        Folder.Write("user_id,city\nu1,\nu2,\n");
        AnsweringHost host = new(answer);
        using HostedShell shell = new(host, Emulator);

        IReadOnlyList<PSObject> output = shell.Run($"Import-JournyUser '{Folder.File("users.csv")}' -BlankValue Delete");

        string question = Assert.Single(host.Questions);
        AssertSays(question, "'users.csv'", "deletes that property");
        Assert.Equal(answer ? 2 : 0, Writes.Count);
        Assert.Equal(answer ? 1 : 0, output.Count);
        Assert.Equal(answer ? ["users.csv", "users.csv.journy"] : ["users.csv"], Files);
    }
}
