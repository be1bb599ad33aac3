using System;
using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Management.Automation.Runspaces;
using System.Text;
using System.Xml.Linq;
using Journy.Emulator;
using Journy.Tests.Engine;
using Xunit;

namespace Journy.Tests.Operations;

/// <summary>What the results look like in a terminal of 80 columns.</summary>
public sealed class FormatTests : EmulatorTest
{
    private const int Columns = 80;

    private const string Long = "a-rather-long-name-that-no-column-can-hold-whole-and-that-is-cut-therefore-1234567890";

    private static readonly XElement[] Views =
    [
        .. XDocument.Load(System.IO.Path.Combine(System.IO.Path.GetDirectoryName(Repository.StagedManifest)!, "Journy.Format.ps1xml"))
            .Descendants("View")
    ];

    public static TheoryData<string> ViewedTypes => [.. Views.Select(view => view.Element("Name")!.Value)];

    /// <summary>Scripts whose output is a table, with its headings and what a row must show.</summary>
    public static TheoryData<string, string, string> Tables => new()
    {
        {
            $"Set-JournyUser -UserId {Long} -Email jane@{Long[..60]}.example.com; Set-JournyUser -UserId 42 -Email jane@example.com",
            "Index Action Status UserId Email Rejected",
            "0 Set Accepted 42 jane@example.com"
        },
        {
            $"Set-JournyAccount -AccountId {Long}; Set-JournyAccount -AccountId 42 -Domain example.com",
            "Index Action Status AccountId Domain Rejected",
            "0 Set Accepted 42 example.com"
        },
        {
            $"Add-JournyAccountUser -AccountId {Long} -User {Long}; Add-JournyAccountUser -AccountId a -Domain example.com "
            + $"-User @{{ UserId = 42; Email = 'j@example.com' }}",
            "Index Action AccountId Domain UserId Email",
            "0 Add a example.com 42 j@example.com"
        },
        {
            $"Add-JournyUserDevice -DeviceId {Long} -UserId {Long}; Add-JournyUserDevice -DeviceId d-1 -UserId 42 -Email j@example.com",
            "Index UserId Email DeviceId",
            "0 42 j@example.com d-1"
        },
        {
            $"Add-JournyEvent -Name {Long} -UserId {Long} -AccountId {Long}; "
            + "Add-JournyEvent -Name login -UserId 42 -AccountId a -TriggeredAt 2026-02-01T14:05:06Z",
            "Index Name UserId AccountId TriggeredAt",
            "0 login 42 a 2026-02-01 14:05:06Z"
        },
        {
            $"$null = Add-JournyEvent -Name {Long} -UserId 1; $null = Add-JournyEvent -Name login -UserId 1; Get-JournyEventDefinition",
            "Name Group Id",
            "login"
        },
        {
            $"$null = Set-JournyUser -UserId 1 -Property @{{ '{Long}' = 1; plan = 'Pro' }}; Get-JournyPropertyDefinition",
            "Entity Name Label Computed Group",
            "User plan"
        },
        { "Get-JournySegment", "Entity Name Id", "User Trials" },
    };

    protected override EmulatorOptions Options => new() { RateLimit = null, Segments = new EmulatorSegments { Users = [Long, "Trials"] } };

    [Fact]
    public void Every_type_that_reaches_the_pipeline_has_a_table_and_a_list()
    {
        IEnumerable<string> results = typeof(RecordResult).Assembly.GetExportedTypes()
            .Where(type => type.Namespace == "Journy"
                && type.IsClass
                && !type.IsAbstract
                && !typeof(Exception).IsAssignableFrom(type)
                && !typeof(JournyIdentity).IsAssignableFrom(type))
            .Select(type => type.FullName!);
        foreach (string control in new[] { "TableControl", "ListControl" })
        {
            Assert.Empty(results.Except(
                Views.Where(view => view.Element(control) is not null).Select(view => view.Descendants("TypeName").Single().Value)));
        }
    }

    [Theory]
    [MemberData(nameof(ViewedTypes))]
    public void A_view_names_members_that_exist_and_columns_that_fit(string name)
    {
        XElement view = Views.Single(candidate => candidate.Element("Name")!.Value == name);
        string typeName = view.Descendants("TypeName").Single().Value;
        Type type = typeof(RecordResult).Assembly.GetType(typeName) ?? typeof(Journy.JournyConnection).Assembly.GetType(typeName)
            ?? throw new InvalidOperationException($"There is no type {typeName}.");
        Assert.All(view.Descendants("PropertyName"), member => Assert.NotNull(type.GetProperty(member.Value)));
        XElement[] headers = [.. view.Descendants("TableColumnHeader")];
        if (headers.Length > 0)
        {
            Assert.Equal(headers.Length, view.Descendants("TableColumnItem").Count());

            // One space between columns, and eight at the least for one without a width.
            Assert.InRange(headers.Sum(header => (int?)header.Element("Width") ?? 8) + headers.Length - 1, 1, Columns);
        }
    }

    [Theory]
    [MemberData(nameof(Tables))]
    public void A_table_fits_and_shows_what_matters(string script, string headings, string row)
    {
        string[] lines = Render(script);
        Assert.All(lines, line => Assert.InRange(line.Length, 0, Columns));
        Assert.Equal(headings, Words(lines.First(line => line.Trim().Length > 0)));
        Assert.Contains(lines, line => Words(line).StartsWith(row, StringComparison.Ordinal));
        Assert.DoesNotContain(lines, line => line.Contains('\u001b', StringComparison.Ordinal));
    }

    [Fact]
    public void Rejected_properties_show_in_the_table()
    {
        Emulator.Faults.Add(
            Fault.Respond(201, "application/json", """{"meta":{"requestId":"r","status":201},"rejected":{"plan":"is too long"}}"""));
        Assert.Contains(Render("Set-JournyUser -UserId 42 -WarningAction Ignore"), line => Words(line) == "0 Set Partial 42 plan");
    }

    [Theory]
    [InlineData("Get-JournyApiKeyInfo", "Permissions : TrackData, GetTrackingSnippet, ReadEvents, ReadProperties, ")]
    [InlineData("Get-JournyConnection", "BaseUri : http://127.0.0.1:")]
    public void A_list_fits_and_shows_what_matters(string script, string line)
    {
        string[] lines = Render(script);
        Assert.All(lines, shown => Assert.InRange(shown.Length, 0, Columns));
        Assert.Contains(lines, shown => Words(shown).StartsWith(line, StringComparison.Ordinal));
    }

    private static string Words(string line) => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    /// <summary>Runs a script as a shell does, and gives what its terminal shows.</summary>
    private string[] Render(string script)
    {
        TextHost host = new();
        using Runspace runspace = RunspaceFactory.CreateRunspace(host, InitialSessionState.CreateDefault2());
        runspace.Open();
        using PowerShell shell = PowerShell.Create(runspace);
        shell.AddScript($$"""
            param($path, $key, $uri)
            Import-Module $path
            Connect-Journy -ApiKey $key -BaseUri $uri -SkipKeyCheck
            {{script}}
            """);
        shell.AddArgument(Repository.StagedManifest).AddArgument(Emulator.ApiKey).AddArgument(Emulator.BaseAddress.AbsoluteUri);
        shell.AddCommand("Out-Default");
        shell.Invoke();
        Assert.Empty(shell.Streams.Error);
        return [.. host.Text.ToString().ReplaceLineEndings("\n").Split('\n').Select(line => line.TrimEnd())];
    }

    private sealed class TextHost : PSHost
    {
        private readonly TextInterface _ui = new();

        public StringBuilder Text => _ui.Text;

        public override string Name => "Tests";

        public override Version Version { get; } = new(1, 0);

        public override Guid InstanceId { get; } = Guid.NewGuid();

        public override CultureInfo CurrentCulture => CultureInfo.InvariantCulture;

        public override CultureInfo CurrentUICulture => CultureInfo.InvariantCulture;

        public override PSHostUserInterface UI => _ui;

        public override void SetShouldExit(int exitCode)
        {
        }

        public override void EnterNestedPrompt() => throw new NotSupportedException();

        public override void ExitNestedPrompt() => throw new NotSupportedException();

        public override void NotifyBeginApplication()
        {
        }

        public override void NotifyEndApplication()
        {
        }
    }

    private sealed class TextInterface : PSHostUserInterface
    {
        public StringBuilder Text { get; } = new();

        public override PSHostRawUserInterface RawUI { get; } = new TextRawInterface();

        public override bool SupportsVirtualTerminal => false;

        // The formatting colours its headings all the same, and leaves it to the host to take the codes out.
        public override void Write(string value) => Text.Append(GetOutputString(value, SupportsVirtualTerminal));

        public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) => Write(value);

        public override void WriteLine(string value) => Write(value + "\n");

        public override void WriteErrorLine(string value) => WriteLine(value);

        public override void WriteWarningLine(string message) => WriteLine(message);

        public override void WriteVerboseLine(string message) => WriteLine(message);

        public override void WriteDebugLine(string message) => WriteLine(message);

        public override void WriteProgress(long sourceId, ProgressRecord record)
        {
        }

        public override string ReadLine() => throw new NotSupportedException();

        public override System.Security.SecureString ReadLineAsSecureString() => throw new NotSupportedException();

        public override Dictionary<string, PSObject> Prompt(string caption, string message, Collection<FieldDescription> descriptions) =>
            throw new NotSupportedException();

        public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice) =>
            throw new NotSupportedException();

        public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName) =>
            throw new NotSupportedException();

        public override PSCredential PromptForCredential(
            string caption,
            string message,
            string userName,
            string targetName,
            PSCredentialTypes allowedCredentialTypes,
            PSCredentialUIOptions options) => throw new NotSupportedException();
    }

    private sealed class TextRawInterface : PSHostRawUserInterface
    {
        public override Size BufferSize { get; set; } = new(Columns, 1000);

        public override Size WindowSize { get; set; } = new(Columns, 50);

        public override Size MaxWindowSize => WindowSize;

        public override Size MaxPhysicalWindowSize => WindowSize;

        public override ConsoleColor ForegroundColor { get; set; }

        public override ConsoleColor BackgroundColor { get; set; }

        public override Coordinates CursorPosition { get; set; }

        public override Coordinates WindowPosition { get; set; }

        public override int CursorSize { get; set; }

        public override string WindowTitle { get; set; } = string.Empty;

        public override bool KeyAvailable => false;

        public override KeyInfo ReadKey(ReadKeyOptions options) => throw new NotSupportedException();

        public override void FlushInputBuffer()
        {
        }

        public override BufferCell[,] GetBufferContents(Rectangle rectangle) => throw new NotSupportedException();

        public override void SetBufferContents(Coordinates origin, BufferCell[,] contents) => throw new NotSupportedException();

        public override void SetBufferContents(Rectangle rectangle, BufferCell fill) => throw new NotSupportedException();

        public override void ScrollBufferContents(Rectangle source, Coordinates destination, Rectangle clip, BufferCell fill) =>
            throw new NotSupportedException();
    }
}
