using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Xml.Linq;
using Xunit;

namespace Journy.Tests.ImportCommand;

/// <summary>A report as a program reads it, which holds that it is well-formed, and that nothing of it runs or loads anything.</summary>
internal sealed class ReportPage
{
    private static readonly XNamespace Html = "http://www.w3.org/1999/xhtml";

    // What runs, loads or sends something.
    private static readonly string[] Active =
        ["script", "iframe", "object", "embed", "link", "img", "base", "form", "foreignobject", "animate", "use"];

    private readonly XElement _root;

    private ReportPage(string text)
    {
        Text = text;
        _root = XDocument.Parse(text).Root!;
        Assert.All(_root.DescendantsAndSelf(), element =>
        {
            Assert.DoesNotContain(element.Name.LocalName.ToLowerInvariant(), Active);
            Assert.All(element.Attributes(), attribute =>
            {
                Assert.False(attribute.Name.LocalName.StartsWith("on", StringComparison.OrdinalIgnoreCase), attribute.ToString());
                Assert.NotEqual("src", attribute.Name.LocalName);
                Assert.True(
                    attribute.Name.LocalName != "href" || attribute.Value.StartsWith("#input-", StringComparison.Ordinal),
                    attribute.ToString());
            });

            // What has no end in XML would never end in HTML.
            Assert.True(!element.IsEmpty || element.Name.LocalName == "meta", element.ToString());
        });
        Assert.DoesNotContain("url(", text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("@import", text, StringComparison.OrdinalIgnoreCase);
    }

    public string Text { get; }

    public static ReportPage Read(string path) => new(File.ReadAllText(path));

    public static ReportPage Parse(string text) => new(text);

    public string Title => _root.Descendants(Html + "title").Single().Value;

    public string Command => _root.Descendants(Html + "pre").First().Value;

    /// <summary>The inputs, one section each.</summary>
    public IReadOnlyList<XElement> Inputs => [.. _root.Descendants(Html + "section")];

    /// <summary>Every text of the page's own elements, as a browser would show it.</summary>
    public IReadOnlyList<string> Cells => [.. _root.Descendants(Html + "td").Select(cell => cell.Value)];

    /// <summary>What is said of how an input ended.</summary>
    public static string StateOf(XElement input) => input.Elements(Html + "p").First().Value;

    /// <summary>Why it ended early; null if it did not.</summary>
    public static string? ProblemOf(XElement input) =>
        input.Elements(Html + "p").SingleOrDefault(text => (string?)text.Attribute("class") == "problem")?.Value;

    /// <summary>A count of an input; 0 if it is not there.</summary>
    public static long CountOf(XElement input, string name) =>
        input.Descendants(Html + "dt").SingleOrDefault(term => term.Value == name) is { } term
        ? long.Parse(term.ElementsAfterSelf().First().Value, NumberStyles.Number, CultureInfo.InvariantCulture)
        : 0;

    /// <summary>The rows of a table of an input.</summary>
    public static IReadOnlyList<string[]> Table(XElement input, string kind) =>
        [.. input.Descendants(Html + "table")
            .Where(table => (string?)table.Attribute("class") == kind)
            .SelectMany(table => table.Descendants(Html + "tbody").Elements(Html + "tr"))
            .Select(row => row.Elements(Html + "td").Select(cell => cell.Value).ToArray())];

    /// <summary>Checks that an input is told as its summary has it.</summary>
    public static void AssertTells(XElement input, ImportSummary summary)
    {
        Assert.Equal(summary.Path, input.Element(Html + "h2")!.Value);
        Assert.Equal(
            (
                summary.Read,
                summary.Sent,
                summary.Unchanged,
                summary.Partial,
                summary.Failed,
                summary.Unknown,
                summary.Skipped,
                summary.NotAttempted),
            (
                CountOf(input, "Read"),
                CountOf(input, "Sent"),
                CountOf(input, "Unchanged"),
                CountOf(input, "Partial"),
                CountOf(input, "Failed"),
                CountOf(input, "Unknown"),
                CountOf(input, "Skipped"),
                CountOf(input, "Not attempted")));
        Assert.Equal(
            summary.Reasons.Select(reason => string.Join(
                '|',
                reason.Count.ToString("N0", CultureInfo.InvariantCulture),
                reason.Outcome,
                reason.Problem,
                reason.FirstLines,
                reason.Cure)),
            Table(input, "reasons").Select(row => string.Join('|', row[0], row[1], row[2], row[4], row[6])));
        Assert.Equal(
            new[] { summary.FailedPath, summary.PartialPath, summary.UnknownPath }.OfType<string>().ToHashSet(),
            Table(input, "files").Select(row => row[2]).ToHashSet());
        XElement picture = Assert.Single(input.Descendants(), element => element.Name.LocalName == "svg");
        AssertDrawn(picture);
        AssertSays(picture, summary.Read - summary.NotAttempted - summary.Deferred);
    }

    private static void AssertSays(XElement picture, long done) =>
        Assert.Contains(
            $" {done.ToString("N0", CultureInfo.InvariantCulture)} rows in ",
            (string)picture.Attribute("aria-label")!,
            StringComparison.Ordinal);

    /// <summary>Checks that a picture is within its frame, and goes on in time.</summary>
    private static void AssertDrawn(XElement picture)
    {
        string[] path = ((string)picture.Descendants().Single(element => element.Name.LocalName == "path").Attribute("d")!).Split(' ');
        double before = double.Parse(path[1], CultureInfo.InvariantCulture);
        for (int index = 3; path[index] != "Z"; index += 2)
        {
            double at = double.Parse(path[index + 1], CultureInfo.InvariantCulture);
            Assert.InRange(at, 0, path[index] == "V" ? 180 : 720);
            if (path[index] == "H")
            {
                Assert.True(at >= before);
                before = at;
            }
        }
    }
}
