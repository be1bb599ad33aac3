using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Xml;

namespace Journy.Import.Reports;

/// <summary>
/// One page about all that a command imported: well-formed XHTML that browsers read as HTML. It loads nothing, runs nothing, and follows
/// the reader's choice of light or dark.
/// </summary>
internal sealed class ReportPage
{
    /// <summary>What tells a report from any other file; in the first kilobyte of the page.</summary>
    public const string Mark = "<meta name=\"generator\" content=\"Journy import report\"";

    private const string Html = "http://www.w3.org/1999/xhtml";
    private const int MostColumns = 500;

    // No < or > anywhere: XML and HTML read an element of style in different ways.
    private const string Style = """

        :root {
          color-scheme: light dark;
          --text: #1d2433; --soft: #5b6474; --line: #d9dee7; --back: #ffffff;
          --panel: #f5f7fa; --mark: #2f6fb3; --bad: #a4341f; --good: #25703f;
        }
        @media (prefers-color-scheme: dark) {
          :root {
            --text: #e4e8ef; --soft: #9aa5b6; --line: #39424f; --back: #15191f;
            --panel: #1d232b; --mark: #6ea8e0; --bad: #f0907c; --good: #7cc795;
          }
        }
        * { box-sizing: border-box; }
        body {
          margin: 0 auto; padding: 2rem 1.25rem 4rem; max-width: 60rem; background: var(--back); color: var(--text);
          font: 15px/1.5 system-ui, "Segoe UI", Roboto, "Helvetica Neue", sans-serif;
        }
        h1 { font-size: 1.5rem; margin: 0 0 .25rem; overflow-wrap: anywhere; }
        h2 { font-size: 1.2rem; margin: 2.5rem 0 .5rem; padding-top: 1rem; border-top: 1px solid var(--line); overflow-wrap: anywhere; }
        h3 { font-size: 1rem; margin: 1.5rem 0 .4rem; }
        p { margin: .3rem 0; overflow-wrap: anywhere; }
        .soft { color: var(--soft); }
        .bad { color: var(--bad); font-weight: 600; }
        .good { color: var(--good); font-weight: 600; }
        table { border-collapse: collapse; width: 100%; margin: .4rem 0; }
        th, td {
          text-align: left; vertical-align: top; padding: .35rem .8rem .35rem 0;
          border-bottom: 1px solid var(--line); overflow-wrap: anywhere;
        }
        th { font-weight: 600; color: var(--soft); font-size: .85rem; white-space: nowrap; }
        .number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
        .example { font-family: ui-monospace, Consolas, monospace; font-size: .85rem; }
        dl { display: flex; flex-wrap: wrap; gap: .6rem; margin: .6rem 0; }
        dl div { background: var(--panel); border-radius: .4rem; padding: .5rem .9rem; min-width: 6.5rem; }
        dt { color: var(--soft); font-size: .8rem; }
        dd { margin: 0; font-size: 1.25rem; font-variant-numeric: tabular-nums; }
        pre {
          background: var(--panel); border-radius: .4rem; padding: .7rem .9rem; margin: .4rem 0;
          white-space: pre-wrap; overflow-wrap: anywhere; font: .85rem/1.45 ui-monospace, Consolas, monospace;
        }
        figure { margin: .6rem 0; }
        svg { display: block; width: 100%; height: auto; }
        svg text { fill: var(--soft); font-size: 11px; }
        svg .grid { stroke: var(--line); stroke-width: 1; }
        svg .area { fill: var(--mark); fill-opacity: .3; stroke: var(--mark); stroke-width: 1.5; stroke-linejoin: round; }
        figcaption { color: var(--soft); font-size: .85rem; }
        @media print {
          :root {
            color-scheme: light;
            --text: #000000; --soft: #444444; --line: #bbbbbb; --back: #ffffff;
            --panel: #f2f2f2; --mark: #2f6fb3; --bad: #8a1f0c; --good: #1d5a32;
          }
          body { padding: 0; max-width: none; font-size: 11px; }
          tr, figure, dl div, pre { break-inside: avoid; }
          h2, h3 { break-after: avoid; }
        }
        """;

    private readonly XmlWriter _page;

    private ReportPage(XmlWriter page) => _page = page;

    /// <summary>Writes the page.</summary>
    /// <param name="text">Where to.</param>
    /// <param name="command">The command that was run.</param>
    /// <param name="cmdlet">The cmdlet's name.</param>
    /// <param name="imports">Each input.</param>
    public static void Write(TextWriter text, string command, string cmdlet, IReadOnlyList<ReportedImport> imports)
    {
        // Line ends are written as they are; by default the writer writes them as references in attributes.
        XmlWriterSettings settings = new() { OmitXmlDeclaration = true, NewLineHandling = NewLineHandling.None, CloseOutput = false };
        using XmlWriter page = XmlWriter.Create(text, settings);
        new ReportPage(page).Write(command, cmdlet, imports);
    }

    private void Write(string command, string cmdlet, IReadOnlyList<ReportedImport> imports)
    {
        _page.WriteDocType("html", null, null, null);
        _page.WriteStartElement("html", Html);
        _page.WriteAttributeString("lang", "en");
        Start("head");
        Meta("charset", "utf-8", null);
        Meta("name", "generator", "Journy import report");
        Meta("name", "viewport", "width=device-width, initial-scale=1");
        Meta("http-equiv", "Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'");
        string title = imports.Count == 1 ? $"{cmdlet}: {NameOf(imports[0].Input)}" : $"{cmdlet}: {Count(imports.Count)} inputs";
        Text("title", title);
        Text("style", Style);
        End();
        Start("body");
        Text("h1", title);
        DateTimeOffset began = imports.Min(import => import.Began ?? import.Ended);
        Text("p", $"{Time(began)} to {Time(imports.Max(import => import.Ended))}", "soft");
        if (imports.Count > 1)
        {
            WriteOverview(imports);
        }

        Text("h3", "Command");
        Text("pre", command);
        for (int index = 0; index < imports.Count; index++)
        {
            WriteImport(imports[index], index + 1);
        }

        End();
        End();
    }

    private void WriteOverview(IReadOnlyList<ReportedImport> imports)
    {
        Start("table", "overview");
        Header("Input", "*Read", "*Sent", "*Unchanged", "*Partial", "*Failed", "*Not attempted");
        Start("tbody");
        for (int index = 0; index < imports.Count; index++)
        {
            ReportedImport import = imports[index];
            Start("tr");
            Start("td");
            Start("a");
            _page.WriteAttributeString("href", $"#input-{index + 1}");
            _page.WriteString(ReportText.Of(NameOf(import.Input)));
            End();
            End();
            if (import.Summary is { } summary)
            {
                foreach (long count in new[]
                {
                    summary.Read, summary.Sent, summary.Unchanged, summary.Partial, summary.Failed, summary.NotAttempted,
                })
                {
                    Text("td", Count(count), "number");
                }
            }
            else
            {
                Start("td", "bad");
                _page.WriteAttributeString("colspan", "6");
                _page.WriteString("not imported");
                End();
            }

            End();
        }

        End();
        End();
    }

    private void WriteImport(ReportedImport import, int number)
    {
        Start("section");
        _page.WriteAttributeString("id", $"input-{number}");
        Text("h2", import.Input);
        string end = import.Summary is null ? "Not imported"
            : import.IsWhole ? "Complete"
            : import.Problem is null ? "Not complete"
            : "Ended early";
        Text("p", end, import.IsWhole ? "good" : "bad");
        if (import.Problem is { } problem)
        {
            Text("p", problem, "problem");
        }

        if (import.Summary is { } summary)
        {
            Text("p", $"{summary.Entity} · {(import.Began is { } began ? Time(began) : string.Empty)} to {Time(import.Ended)}", "soft");
            WriteCounts(summary);
            WriteReasons(summary);
            WriteFiles(import, summary);
            if (import.Pace is { } pace)
            {
                Text("h3", "Rows a second");
                PacePicture.Write(_page, pace);
                WritePace(summary);
            }

            WriteColumns(import.Columns);
        }

        End();
    }

    private void WriteCounts(ImportSummary summary)
    {
        Start("dl", "counts");
        Figure("Read", summary.Read, isAlways: true);
        Figure("Sent", summary.Sent, isAlways: true);
        Figure("Unchanged", summary.Unchanged, isAlways: true);
        Figure("Partial", summary.Partial, isAlways: true);
        Figure("Failed", summary.Failed, isAlways: true);
        Figure("Unknown", summary.Unknown, isAlways: false);
        Figure("Deferred", summary.Deferred, isAlways: false);
        Figure("Skipped", summary.Skipped, isAlways: false);
        Figure("Not attempted", summary.NotAttempted, isAlways: true);
        End();
        if (summary.Absent is > 0 and var absent)
        {
            string where = summary.AbsentPath is { } path ? $" Those who could be named are in {path}." : string.Empty;
            Text("p", $"Gone: {Count(absent)} that journy.io has are not in the input any more.{where}");
        }

        if (summary.NotAttemptedFromLine is { } line)
        {
            Text("p", $"Not attempted from {(summary.IsPiped ? "row" : "line")} {Count(line)} on.");
        }
    }

    private void WriteReasons(ImportSummary summary)
    {
        if (summary.Reasons.Count == 0)
        {
            return;
        }

        Text("h3", "Why rows did not get in");
        Start("table", "reasons");
        Header("*Rows", "Outcome", "Problem", "Column", summary.IsPiped ? "First rows" : "First lines", "Example", "What to do");
        Start("tbody");
        foreach (ImportReason reason in summary.Reasons)
        {
            Start("tr");
            Text("td", Count(reason.Count), "number");
            Text("td", reason.Outcome);
            Text("td", reason.Problem);
            Text("td", reason.Column ?? string.Empty);
            Text("td", reason.FirstLines);
            Text("td", reason.Example ?? string.Empty, "example");
            Text("td", reason.Cure);
            End();
        }

        End();
        End();
    }

    private void WriteFiles(ReportedImport import, ImportSummary summary)
    {
        if (import.Files.Count > 0)
        {
            Text("h3", "Files");
            Start("table", "files");
            Header("*Rows", "Outcome", "File");
            Start("tbody");
            foreach ((string outcome, string path, long rows) in import.Files)
            {
                Start("tr");
                Text("td", Count(rows), "number");
                Text("td", outcome);
                Text("td", path);
                End();
            }

            End();
            End();
        }

        Commands("To go on", summary.ContinueCommand);
        Commands("To import the failed rows, once they are fixed", summary.RetryCommand);
        if (summary.JournalPath is { } journal)
        {
            Text("p", "Journal: " + journal, "soft");
        }
    }

    private void WritePace(ImportSummary summary)
    {
        string share = summary.ShareOfLimit is { } used
            ? $", {(used * 100).ToString("0", CultureInfo.InvariantCulture)} % of the key's limit"
            : string.Empty;
        string others = summary.OthersPerMinute is { } calls ? $"; others made {Count(calls)} on the key" : string.Empty;
        Text("p", $"Calls in the last minute: {Count(summary.CallsPerMinute)}{share}{others}.", "soft");
    }

    private void WriteColumns(IReadOnlyList<ReportedColumn> columns)
    {
        if (columns.Count == 0)
        {
            return;
        }

        Text("h3", "Columns");
        Start("table", "columns");
        Header("Column", "Became", "Type");
        Start("tbody");
        foreach (ReportedColumn column in columns.Take(MostColumns))
        {
            Start("tr");
            Text("td", column.Name);
            Text("td", column.Target ?? "left out", column.Target is null ? "soft" : null);
            Text("td", column.Type ?? string.Empty);
            End();
        }

        End();
        End();
        if (columns.Count > MostColumns)
        {
            Text("p", $"and {Count(columns.Count - MostColumns)} more columns.", "soft");
        }
    }

    private void Commands(string what, string? commands)
    {
        if (commands is not null)
        {
            Text("h3", what);
            foreach (string command in commands.Split(new[] { Environment.NewLine }, StringSplitOptions.None))
            {
                Text("pre", command);
            }
        }
    }

    private void Figure(string name, long count, bool isAlways)
    {
        if (isAlways || count > 0)
        {
            Start("div");
            Text("dt", name);
            Text("dd", Count(count));
            End();
        }
    }

    // An asterisk in front of a name marks a column of numbers.
    private void Header(params string[] names)
    {
        Start("thead");
        Start("tr");
        foreach (string name in names)
        {
            Start("th", name[0] == '*' ? "number" : null);
            _page.WriteAttributeString("scope", "col");
            _page.WriteString(name.TrimStart('*'));
            End();
        }

        End();
        End();
    }

    private void Meta(string name, string value, string? content)
    {
        Start("meta");
        _page.WriteAttributeString(name, value);
        if (content is not null)
        {
            _page.WriteAttributeString("content", content);
        }

        // The only kind of element here that has no end tag in HTML.
        _page.WriteEndElement();
    }

    private void Start(string name, string? kind = null)
    {
        _page.WriteStartElement(name, Html);
        if (kind is not null)
        {
            _page.WriteAttributeString("class", kind);
        }
    }

    private void Text(string name, string text, string? kind = null)
    {
        Start(name, kind);
        _page.WriteString(name == "style" ? text : ReportText.Of(text));
        End();
    }

    // An empty element gets an end tag, too: HTML reads <td /> as a start tag.
    private void End() => _page.WriteFullEndElement();

    private static string NameOf(string input) => Path.GetFileName(input);

    private static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    private static string Time(DateTimeOffset time) => time.ToLocalTime().ToString("yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture);
}
