using System;
using System.Collections.Generic;
using System.Data;
using System.Dynamic;
using System.Linq;
using System.Management.Automation;
using Journy.Tests.Commands;
using Journy.Tests.Engine;
using Xunit;

namespace Journy.Tests.Binding;

/// <summary>The kinds of object that a record can come as, and those that are none.</summary>
public sealed class SourceTests(SharedSession shared) : SharedSessionTest(shared)
{
    private const string AsSent = """plan="Pro", seats=5""";

    private static DataTable Table()
    {
        DataTable table = new();
        table.Columns.Add("user_id", typeof(string));
        table.Columns.Add("plan", typeof(string));
        table.Columns.Add("seats", typeof(int));
        table.Rows.Add("u", "Pro", 5);
        return table;
    }

    private static ExpandoObject Expando()
    {
        ExpandoObject expando = new();
        IDictionary<string, object?> members = expando;
        members["user_id"] = "u";
        members["plan"] = "Pro";
        members["seats"] = 5;
        return expando;
    }

    [Theory]
    [InlineData("[ordered]@{ user_id = 'u'; plan = 'Pro'; seats = 5 }")]
    [InlineData("[pscustomobject]@{ user_id = 'u'; plan = 'Pro'; seats = 5 }")]
    [InlineData("[Journy.Tests.Binding.Customer]::new()", """Plan="Pro", Seats=5""")]
    public void Objects_of_a_script_are_records(string expression, string sent = AsSent)
    {
        SetUser(expression).ThrowIfFailed();
        Assert.Equal("""{"userId":"u"}""", OnlyIdentification);
        Assert.Equal(sent, OnlySent);
    }

    [Fact]
    public void A_hashtable_is_a_record()
    {
        SetUser("@{ user_id = 'u'; plan = 'Pro'; seats = 5 }").ThrowIfFailed();
        Assert.Equal("""{"userId":"u"}""", OnlyIdentification);
        Assert.Equal(AsSent, string.Join(", ", OnlySent.Split(", ").Order()));
    }

    [Fact]
    public void The_keys_of_a_hashtable_can_be_of_any_type()
    {
        SetUser("@{ user_id = 'u'; 1 = 'one' }").ThrowIfFailed();
        Assert.Equal("1=\"one\"", OnlySent);
    }

    public static TheoryData<string> DotNetSources => ["DataRow", "DataRowView", "DataTable", "IDataRecord", "Dictionary"];

    [Theory]
    [MemberData(nameof(DotNetSources))]
    public void Objects_of_dotnet_are_records(string source)
    {
        object record = source switch
        {
            "DataRow" => Table().Rows[0],
            "DataRowView" => Table().DefaultView[0],
            "DataTable" => Table(),
            "IDataRecord" => Table().CreateDataReader(),
            _ => new Dictionary<string, object> { ["user_id"] = "u", ["plan"] = "Pro", ["seats"] = 5 },
        };
        Shell.Set("record", record);
        UserResultIsAccepted(Shell.Run("$record | Set-JournyUser"));
    }

    [Theory]
    [InlineData("Set-JournyUser -InputObject $record")]
    [InlineData(",$record | Set-JournyUser")]
    public void An_ExpandoObject_is_a_record_where_PowerShell_does_not_take_it_apart(string script)
    {
        Shell.Set("record", Expando());
        UserResultIsAccepted(Shell.Run(script));
    }

    [Fact]
    public void Properties_that_scripts_and_aliases_make_are_read()
    {
        SetUser("""
            $record = [pscustomobject]@{ user_id = 'u'; first = 'Ada'; last = 'Byron' }
            $record.PSObject.Properties.Add([psscriptproperty]::new('full', { $this.first + ' ' + $this.last }))
            $record.PSObject.Properties.Add([psaliasproperty]::new('name', 'first'))
            $record
            """).ThrowIfFailed();
        Assert.Equal("""first="Ada", last="Byron", full="Ada Byron", name="Ada" """.Trim(), OnlySent);
    }

    [Theory]
    [InlineData("PSComputerName")]
    [InlineData("PSShowComputerName")]
    [InlineData("RunspaceId")]
    [InlineData("PSSourceJobInstanceId")]
    [InlineData("PSPath")]
    [InlineData("psprovider")]
    public void What_PowerShell_adds_to_objects_is_no_property(string name)
    {
        SetUser($"[pscustomobject]@{{ user_id = 'u'; plan = 'Pro'; {name} = 'x' }}").ThrowIfFailed();
        Assert.Equal("plan=\"Pro\"", OnlySent);
    }

    [Fact]
    public void Rows_of_one_pipeline_may_have_different_columns()
    {
        SetUser(
            "@{ user_id = 'a'; x = 1 }, @{ Email = 'b@example.com'; y = 2 }, [pscustomobject]@{ y = 3; USERID = 'c' }", "-ThrottleLimit 1")
            .ThrowIfFailed();
        Assert.Equal(
            [
                """{"identification":{"userId":"a"},"properties":{"x":1}}""",
                """{"identification":{"email":"b@example.com"},"properties":{"y":2}}""",
                """{"identification":{"userId":"c"},"properties":{"y":3}}""",
            ],
            Bodies.Select(body => body.GetRawText()));
    }

    [Theory]
    [InlineData("'jane@example.com'", "the text 'jane@example.com'", "-Email")]
    [InlineData("42", "a bare value (Int32)", "-UserId")]
    [InlineData("4.2d", "a bare value (Decimal)", "-UserId")]
    [InlineData("[guid]::Empty", "a bare value (Guid)", "-UserId")]
    [InlineData("[datetime]::MinValue", "a bare value (DateTime)", "-UserId")]
    [InlineData("[DayOfWeek]::Friday", "a bare value (DayOfWeek)", "-UserId")]
    [InlineData("[IO.FileInfo]'/tmp/users.csv'", "the file or folder 'users.csv'", "Import-JournyUser -Path")]
    [InlineData("[IO.DirectoryInfo]'/tmp/exports'", "the file or folder 'exports'", "Import-Csv")]
    [InlineData("$null", "nothing ($null)", "before the pipe")]
    [InlineData("$([xml]'<users><user id=\"u\"/></users>').users.user", "an XML node", "Select-Object")]
    [InlineData("$(@{ user_id = 'u' }.GetEnumerator())", "one entry of a dictionary", "Pipe the dictionary itself")]
    [InlineData("[Collections.Generic.KeyValuePair[string, object]]::new('user_id', 'u')", "one entry of a dictionary", ",$record |")]
    [InlineData(
        "$($t = [Data.DataTable]::new(); $null = $t.Columns.Add('user_id'); $r = $t.Rows.Add('u'); $t.AcceptChanges(); $r.Delete(); $r)",
        "a deleted row",
        "$table.Select()")]
    [InlineData(",@(,@(@{ user_id = 'u' }, @{ user_id = 'v' }))", "a list (Object[])", "one by one")]
    [InlineData(",[byte[]](1, 2)", "a list (Byte[])", "one by one")]
    [InlineData("'users.csv'", "the text 'users.csv'", "Import-JournyUser -Path")]
    public void What_is_no_record_is_refused_with_the_fix_and_the_others_go_on(string expression, string what, string fix)
    {
        ShellResult result = Shell.Run($"& {{ {expression}; @{{ user_id = 'good' }} }} | Set-JournyUser");
        Assert.Equal("Journy.NotARow", result.Error.FullyQualifiedErrorId.Split(',')[0]);
        Assert.Equal(ErrorCategory.InvalidType, result.Error.CategoryInfo.Category);
        Assert.StartsWith("Record 1 of the input: ", result.ErrorText, StringComparison.Ordinal);
        Assert.Contains(what, result.ErrorText, StringComparison.Ordinal);
        Assert.Contains(fix, result.ErrorText, StringComparison.Ordinal);
        Assert.Equal(1, Assert.Single(result.As<Journy.UserResult>()).InputIndex);
        Assert.Equal("""{"userId":"good"}""", OnlyIdentification);
    }

    [Fact]
    public void A_text_with_escape_sequences_cannot_repaint_the_terminal()
    {
        ShellResult result = SetUser("\"jane$([char]27)[31m`r`nforged\"");
        Assert.DoesNotContain(result.ErrorText, char.IsControl);
    }

    private const string BrokenRecord = """
        $record = [pscustomobject]@{ user_id = 'u'; plan = 'Pro' }
        $record.PSObject.Properties.Add([psscriptproperty]::new('broken', { throw 'The disk is gone.' }))
        $record
        """;

    [Fact]
    public void A_member_that_cannot_be_read_fails_its_record_by_name()
    {
        ShellResult result = Shell.Run($"& {{ {BrokenRecord}; @{{ user_id = 'good' }} }} | Set-JournyUser");
        Assert.Equal("Journy.UnreadableMember", result.Error.FullyQualifiedErrorId.Split(',')[0]);
        Assert.Equal(ErrorCategory.ReadError, result.Error.CategoryInfo.Category);
        Assert.Contains("'broken'", result.ErrorText, StringComparison.Ordinal);
        Assert.Contains("The disk is gone.", result.ErrorText, StringComparison.Ordinal);
        Assert.Equal("""{"userId":"good"}""", OnlyIdentification);
    }

    [Theory]
    [InlineData("Set-JournyUser -ExcludeProperty broken")]
    [InlineData("Set-JournyUser -IncludeProperty plan")]
    [InlineData("Remove-JournyUser -Confirm:$false")]
    public void A_member_that_cannot_be_read_does_no_harm_where_it_is_not_wanted(string command)
    {
        Shell.Run($"& {{ {BrokenRecord} }} | {command}").ThrowIfFailed();
        Assert.Equal("""{"userId":"u"}""", OnlyIdentification);
    }

    private void UserResultIsAccepted(ShellResult result)
    {
        Assert.Single(result.ThrowIfFailed().Output);
        Assert.Equal("""{"userId":"u"}""", OnlyIdentification);
        Assert.Equal(AsSent, OnlySent);
    }
}
