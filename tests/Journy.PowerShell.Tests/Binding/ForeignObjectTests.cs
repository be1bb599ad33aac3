using System;
using System.Collections;
using System.Collections.Generic;
using System.Data;
using System.Linq;
using Journy.Tests.Commands;
using Journy.Tests.Engine;
using Newtonsoft.Json.Linq;
using Xunit;

namespace Journy.Tests.Binding;

/// <summary>Objects with a will of their own: members of two kinds, values that are read only once, code that throws.</summary>
public sealed class ForeignObjectTests(SharedSession shared) : SharedSessionTest(shared)
{
    private const string NewTable = "$table = [Data.DataTable]::new(); 'user_id', 'plan' | "
        + "& { process { $null = $table.Columns.Add($_) } }; $row = $table.Rows.Add('u', 'Pro')";

    [Theory]
    [InlineData(
        "$record = @{ user_id = 'u'; plan = 'Pro' }; $record.psobject.Members.Add([psnoteproperty]::new('extra', 5)); $record",
        "extra=5, plan=\"Pro\"")]
    [InlineData(
        "$record = [ordered]@{ user_id = 'u'; plan = 'Pro' }; $record.psobject.Members.Add([psscriptproperty]::new('extra', { 2 + 3 })); "
        + "$record",
        "extra=5, plan=\"Pro\"")]
    [InlineData(
        "$record = [ordered]@{ user_id = 'u'; plan = 'Pro' }; $record.psobject.Members.Add([psaliasproperty]::new('extra', 'Count')); "
        + "$record",
        "extra=2, plan=\"Pro\"")]
    [InlineData(
        "$record = [Collections.Generic.Dictionary[string,object]]::new(); $record['user_id'] = 'u'; "
        + "$record.psobject.Members.Add([psnoteproperty]::new('extra', 5)); ,$record",
        "extra=5")]
    [InlineData(NewTable + "; $row.psobject.Members.Add([psnoteproperty]::new('extra', 5)); $row", "extra=5, plan=\"Pro\"")]
    [InlineData(
        NewTable + "; $view = $table.DefaultView[0]; $view.psobject.Members.Add([psnoteproperty]::new('extra', 5)); $view",
        "extra=5, plan=\"Pro\"")]
    [InlineData(
        "$record = @{ plan = 'Pro' }; $record.psobject.Members.Add([psnoteproperty]::new('user_id', 'u')); $record", "plan=\"Pro\"")]
    [InlineData(
        "$record = @{ user_id = 'u'; plan = 'Pro' }; $record.psobject.Members.Add([psnoteproperty]::new('Plan', 'Free')); $record",
        "plan=\"Free\"")]
    [InlineData(
        "$record = @{ user_id = 'u'; plan = 'Pro' }; $record.psobject.Members.Add([psnoteproperty]::new('PSComputerName', 'x')); $record",
        "plan=\"Pro\"")]
    public void Members_that_were_added_are_sent(string record, string sent)
    {
        SetUser($"& {{ {record} }}").ThrowIfFailed();
        Assert.Equal("""{"userId":"u"}""", OnlyIdentification);
        Assert.Equal(sent, string.Join(", ", OnlySent.Split(", ").Order(StringComparer.Ordinal)));
    }

    [Theory]
    [InlineData(
        "$row | & { process { $copy = [pscustomobject]@{}; foreach ($p in $_.psobject.Properties) { "
        + "$copy.psobject.Properties.Add([psnoteproperty]::new($p.Name, $p.Value)) }; $copy } }")]
    [InlineData(
        "$table.DefaultView[0] | & { process { $copy = [pscustomobject]@{}; "
        + "foreach ($p in $_.psobject.Properties) { $copy.psobject.Properties.Add([psnoteproperty]::new($p.Name, $p.Value)) }; $copy } }")]
    [InlineData("[Management.Automation.PSSerializer]::Deserialize([Management.Automation.PSSerializer]::Serialize($row, 1))")]
    [InlineData("[Management.Automation.PSSerializer]::Deserialize([Management.Automation.PSSerializer]::Serialize($row, 2))")]
    public void Rows_of_a_database_that_were_taken_apart_have_their_columns_alone(string record)
    {
        ShellResult result = Shell.Run($"{NewTable}; {record} | Set-JournyUser").ThrowIfFailed();
        Assert.Equal("""{"userId":"u"}""", OnlyIdentification);
        Assert.Equal("plan=\"Pro\"", OnlySent);
        Assert.Empty(result.Warnings);
    }

    [Fact]
    public void A_column_with_one_of_their_names_is_sent()
    {
        SetUser(
            "[pscustomobject]@{ user_id = 'u'; Table = 'T4'; RowState = 'new'; RowError = ''; HasErrors = $false; Error = 'x'; Row = 3 }")
            .ThrowIfFailed();
        Assert.Equal("Table=\"T4\", RowState=\"new\", HasErrors=false, Error=\"x\", Row=3", OnlySent);
    }

    [Fact]
    public void A_JValue_is_the_value_that_it_holds()
    {
        JObject json = JObject.Parse(
            """{"text":"a","number":5,"money":1.5,"yes":true,"none":null,"list":["a","b"],"blank":"","nothing":{}}""");
        Shell.Set("json", json);
        SetUser(
            "@{ user_id = $json['text']; text = $json['text'] }, [ordered]@{ user_id = 'v'; number = $json['number']; "
            + "money = $json['money']; yes = $json['yes']; none = $json['none']; list = $json['list']; blank = $json['blank'] }",
            "-BlankValue Delete -ThrottleLimit 1")
            .ThrowIfFailed();
        Assert.Equal("""{"identification":{"userId":"a"},"properties":{"text":"a"}}""", Bodies[0].GetRawText());
        Assert.Equal(
            """{"number":5,"money":1.5,"yes":true,"none":null,"list":["a","b"],"blank":null}""",
            Bodies[1].GetProperty("properties").GetRawText());
    }

    [Fact]
    public void An_empty_JObject_is_no_blank()
    {
        Shell.Set("json", JObject.Parse("""{"nothing":{}}"""));
        ShellResult result = SetUser("@{ user_id = 'u'; nothing = $json['nothing'] }", "-BlankValue Delete");
        Assert.Single(result.Errors);
        Assert.Empty(Writes);
    }

    [Theory]
    [InlineData("Set-JournyUser")]
    [InlineData("Import-JournyUser -NoJournal")]
    public void A_sequence_that_can_be_read_once_is_read_once(string command)
    {
        OnePass items = new("a", "b");
        OnePass none = new();
        Shell.Set("items", items);
        Shell.Set("none", none);
        Shell.Run($"[ordered]@{{ user_id = 'u'; items = $items; none = $none }} | {command} -BlankValue Delete -Confirm:$false")
            .ThrowIfFailed();
        Assert.Equal("""items=["a","b"], none=null""", OnlySent);
        Assert.Equal((1, 1), (items.Passes, none.Passes));
    }

    [Fact]
    public void A_preview_reads_it_once_too()
    {
        OnePass items = new("a", "b");
        Shell.Set("items", items);
        ImportPreview preview = Shell.Run("[ordered]@{ user_id = 'u'; items = $items } | Import-JournyUser -NoJournal -Preview")
            .ThrowIfFailed()
            .As<ImportPreview>()
            .Single();
        Assert.Equal((1L, 0L), (preview.ToSend, preview.Invalid));
        Assert.Equal(["a;b"], preview.Columns.Single(column => column.Name == "items").Samples);
        Assert.Equal(1, items.Passes);
    }

    public static TheoryData<string> Throwers =>
        ["RemovedRow", "ClosedReader", "Enumerator", "Count", "Key", "Getter", "ToString", "Dictionary"];

    private static object Thrower(string kind)
    {
        DataTable table = new();
        table.Columns.Add("user_id");
        DataRow row = table.Rows.Add("bad");
        DataTableReader reader = table.CreateDataReader();
        switch (kind)
        {
            case "RemovedRow":
                table.Rows.Remove(row);
                return row;
            case "ClosedReader":
                reader.Close();
                return reader;
            case "Enumerator":
                return new Dictionary<string, object> { ["user_id"] = "bad", ["value"] = new Failing() };
            case "Count":
                return new Dictionary<string, object> { ["user_id"] = "bad", ["value"] = new FailingCollection() };
            case "Key":
                return new Hashtable { [new Failing()] = "x", ["user_id"] = "bad" };
            case "Getter":
                return new FailingGetter();
            case "ToString":
                return new Dictionary<string, object> { ["user_id"] = "bad", ["value"] = new FailingText() };
            default:
                return new FailingDictionary();
        }
    }

    [Theory]
    [MemberData(nameof(Throwers))]
    public void An_object_that_throws_fails_its_row_and_no_other(string kind)
    {
        Shell.Set("bad", Thrower(kind));
        ShellResult set = Shell.Run("& { @{ user_id = 'a' }; ,$bad; @{ user_id = 'b' } } | Set-JournyUser");
        Assert.StartsWith("Record 2 of the input", set.ErrorText, StringComparison.Ordinal);
        Assert.Equal(2, set.As<UserResult>().Count);

        Shell.Set("bad", Thrower(kind));
        using Import.TempFolder folder = new();
        Shell.Set("folder", folder.Path);
        ShellResult import = Shell.Run(
            "& { @{ user_id = 'a' }; ,$bad; @{ user_id = 'b' } } | Import-JournyUser -NoJournal -OutcomeDirectory $folder");
        ImportSummary summary = Assert.Single(import.As<ImportSummary>());
        Assert.Equal((2L, 1L), (summary.Sent, summary.Failed));
        Assert.StartsWith("Journy.ImportIncomplete,", import.Error.FullyQualifiedErrorId, StringComparison.Ordinal);

        Shell.Set("bad", Thrower(kind));
        ImportPreview preview = Shell.Run("& { @{ user_id = 'a' }; ,$bad; @{ user_id = 'b' } } | Import-JournyUser -NoJournal -Preview")
            .ThrowIfFailed()
            .As<ImportPreview>()
            .Single();
        Assert.Equal((2L, 1L), (preview.ToSend, preview.Invalid));
    }

    [Theory]
    [InlineData("@{ user_id = 'a' }, [pscustomobject]@{ user_id = 'b'; UserId = 'c'; plan = 'x' }, @{ user_id = 'd' }")]
    [InlineData("[pscustomobject]@{ user_id = 'b'; UserId = 'c'; plan = 'x' }, @{ user_id = 'a' }, @{ user_id = 'd' }")]
    public void A_preview_goes_on_behind_a_row_whose_columns_collide_as_the_import_does(string rows)
    {
        using Import.TempFolder folder = new();
        Shell.Set("folder", folder.Path);
        ImportPreview preview = Shell.Run($"{rows} | Import-JournyUser -NoJournal -Preview").ThrowIfFailed().As<ImportPreview>().Single();
        ImportSummary summary = Assert.Single(
            Shell.Run($"{rows} | Import-JournyUser -NoJournal -OutcomeDirectory $folder").As<ImportSummary>());
        Assert.Equal((3L, 2L, 1L), (preview.Rows, preview.ToSend, preview.Invalid));
        Assert.Contains("both become the user ID", Assert.Single(preview.Problems).Message, StringComparison.Ordinal);
        Assert.Equal((preview.ToSend, preview.Invalid), (summary.Sent, summary.Failed));
    }

    private static InvalidOperationException Broken() => new("The disk is gone.");

    private sealed class OnePass(params string[] items) : IEnumerable
    {
        private readonly Queue<string> _items = new(items);

        public int Passes { get; private set; }

        public IEnumerator GetEnumerator()
        {
            Passes++;
            while (_items.TryDequeue(out string? item))
            {
                yield return item;
            }
        }
    }

    private sealed class Failing : IEnumerable
    {
        public IEnumerator GetEnumerator()
        {
            yield return "a";
            throw Broken();
        }

        public override string ToString() => throw Broken();
    }

    private sealed class FailingCollection : ICollection
    {
        public int Count => throw Broken();

        public bool IsSynchronized => false;

        public object SyncRoot => this;

        public void CopyTo(Array array, int index) => throw Broken();

        public IEnumerator GetEnumerator() => throw Broken();
    }

    private sealed class FailingText
    {
        public override string ToString() => throw Broken();
    }

    private sealed class FailingGetter
    {
        public string UserId => "bad" + GetHashCode();

        public string Plan => UserId.Length > 0 ? throw Broken() : UserId;
    }

    private sealed class FailingDictionary : Hashtable
    {
        public override IDictionaryEnumerator GetEnumerator() => throw Broken();
    }
}
