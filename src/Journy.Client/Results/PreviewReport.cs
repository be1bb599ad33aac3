using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace Journy.Results;

/// <summary>A preview as a page of text, which tells the user whether to import.</summary>
internal sealed class PreviewReport
{
    /// <summary>The width of a page if none is given.</summary>
    public const int UsualWidth = 79;

    private const int LeastWidth = 60;
    private const int MostWidth = 240;
    private const int MostColumns = 40;
    private const int TypeWidth = 9;
    private const int BlankColumn = 3;
    private const int BlankWidth = 8;
    private const int LeastSamples = 20;
    private const int LeastName = 18;
    private const string Indent = "    ";
    private const string SkipParameter = "SkipUnidentified";

    private readonly StringBuilder _page = new();
    private readonly int _width;

    // A host that does not say how wide it is says 0.
    private PreviewReport(int width) => _width = width < LeastWidth ? UsualWidth : Math.Min(MostWidth, width);

    /// <summary>Writes the _page.</summary>
    public static string Of(ImportPreview preview, int width) => new PreviewReport(width).Write(preview);

    private string Write(ImportPreview preview)
    {
        Indented(string.Empty, $"{preview.Path} -> {preview.BaseUri}");
        _page.AppendLine();
        if (preview.ColumnProblem is not null)
        {
            Note(preview.ColumnProblem);
            _page.AppendLine();
        }

        Count(preview.Rows, $"{(preview.Rows == 1 ? "row" : "rows")} ({EntityNames.Plural(preview.Kind)}), of which", always: true);
        Count(preview.ToSend, Calls(preview), always: true);
        string why = preview.JournalPath is null
            ? "there is no journal yet"
            : $"journy.io has accepted {(preview.Unchanged == 1 ? "it" : "them")} before";
        Count(preview.Unchanged, "unchanged: " + why, always: true);
        Count(preview.Invalid, "invalid: it would go to the failed file", "invalid: they would go to the failed file", always: true);
        Count(preview.InvalidEmails, "of those has an e-mail address that is none", "of those have an e-mail address that is none");
        Count(
            preview.Unidentified,
            "of those names nobody; -SkipUnidentified leaves such rows out",
            "of those name nobody; -SkipUnidentified leaves such rows out");
        Count(
            preview.ShortRows,
            "of those lacks cells; -AllowShortRows takes them for blank",
            "of those lack cells; -AllowShortRows takes them for blank");
        Count(preview.Skipped, "skipped: it names nobody", "skipped: they name nobody");
        Count(
            preview.Unknown,
            "unknown: an event whose answer was lost; it is not sent again",
            "unknown: events whose answer was lost; they are not sent again");
        Count(preview.Unreadable, "line behind damage in the file cannot be read", "lines behind damage in the file cannot be read");
        if (preview.Duplicates + preview.Deletes + preview.Trimmed + preview.TrimmedAlike > 0)
        {
            _page.AppendLine();
            Count(
                preview.Duplicates,
                "row is of somebody who has an earlier row in the input",
                "rows are of somebody who has an earlier row in the input");
            Count(
                preview.Trimmed,
                "row has white space around an identifier, which is left out",
                "rows have white space around an identifier, which is left out");
            Count(
                preview.TrimmedAlike,
                "row differs by that alone from an earlier row: one for journy.io",
                "rows differ by that alone from an earlier row: one for journy.io");
            Count(preview.Deletes, "property would be deleted", "properties would be deleted");
        }

        if (preview.Recorded > 0)
        {
            _page.AppendLine();
            Line(string.Format(
                CultureInfo.CurrentCulture,
                "{0,10:0.#}% of the {1:N0} {2} that the journal knows would change: {3:N0}",
                preview.ChangedPercent,
                preview.Recorded,
                preview.Recorded == 1 ? preview.Kind == ImportEntity.User ? "user" : "account" : EntityNames.Plural(preview.Kind),
                preview.Changed));
            Count(
                preview.Missing ?? 0,
                "of them is not in the input, and stays as it is",
                "of them are not in the input, and stay as they are");
            Count(preview.New ?? 0, "in the input is new to the journal", "in the input are new to the journal");
        }

        Identifiers(preview);
        if (preview.MissingPermission is not null)
        {
            _page.AppendLine();
            Line($"! The key lacks the permission {preview.MissingPermission}: journy.io would refuse every row.");
        }

        Columns(preview);
        Problems(preview);
        Suggestion(preview);
        return _page.ToString().TrimEnd();
    }

    private void Identifiers(ImportPreview preview)
    {
        bool isUser = preview.Kind == ImportEntity.User;
        if (preview.SharedAddresses > 0)
        {
            _page.AppendLine();
            Note(string.Format(
                CultureInfo.CurrentCulture,
                isUser && preview.SharedAddresses == 1 ? "{0:N0} user IDs share an address; journy.io may keep it with one of them."
                    : isUser ? "{0:N0} user IDs share {1:N0} addresses; journy.io may keep an address with one of them."
                    : preview.SharedAddresses == 1 ? "{0:N0} account IDs share a domain; journy.io may keep it with one of them."
                    : "{0:N0} account IDs share {1:N0} domains; journy.io may keep a domain with one of them.",
                preview.SharingIds,
                preview.SharedAddresses));
        }

        if (preview.ByIdOnly > 0 && preview.ByAddressOnly > 0)
        {
            _page.AppendLine();
            Note(string.Format(
                CultureInfo.CurrentCulture,
                "{0:N0} {2} named by ID only, and {1:N0} by {3} only. If journy.io knows some of them as one, "
                    + "which cannot be seen from here, -ThrottleLimit 1 keeps the order of their rows.",
                preview.ByIdOnly,
                preview.ByAddressOnly,
                (isUser ? "user" : "account") + (preview.ByIdOnly == 1 ? " is" : "s are"),
                isUser ? "e-mail address" : "domain"));
        }
    }

    private void Note(string text) => Indented(string.Empty, "! " + text);

    /// <summary>Writes a text in as many lines as it needs, the later ones indented as far as the first one.</summary>
    private void Indented(string start, string text)
    {
        foreach (string part in Wrap(text, _width - start.Length))
        {
            _page.Append(start).AppendLine(part);
            start = new string(' ', start.Length);
        }
    }

    private void Suggestion(ImportPreview preview)
    {
        if (!preview.SuggestsColumns)
        {
            return;
        }

        _page.AppendLine();
        if (preview.SuggestedCommand is null)
        {
            Line(preview.ColumnProblem is null
                ? "To import with what the columns seem to mean, splat SuggestedParameters."
                : "What the columns seem to mean is in SuggestedParameters; it is not enough to import.");
        }
        else
        {
            Line("To import with what the columns seem to mean:");
            foreach (string line in CommandLines.Of(preview.SuggestedCommand, _width - Indent.Length))
            {
                _page.Append(Indent).AppendLine(line);
            }

            Nameless(preview);
        }

        if (preview.OtherColumns.Count > 0)
        {
            Indented(string.Empty, "These could be it too: " + string.Join(", ", preview.OtherColumns));
        }
    }

    /// <summary>Rows that would name nobody by the command, unless the counts above say the same.</summary>
    private void Nameless(ImportPreview preview)
    {
        if (preview.SuggestedUnidentified is not { } count || count == 0
            || (preview.ColumnProblem is null && count == preview.Unidentified + preview.Skipped))
        {
            return;
        }

        bool areSkipped = preview.SuggestedParameters.ContainsKey(SkipParameter);
        Note(string.Format(
            CultureInfo.CurrentCulture,
            "With it {0:N0} of the {1:N0} {2} {3}",
            count,
            preview.Rows,
            count == 1 ? "rows names nobody:" : "rows name nobody:",
            areSkipped ? (count == 1 ? "it is skipped." : "they are skipped.")
                : (count == 1 ? "it would fail" : "they would fail") + $"; -{SkipParameter} leaves such rows out."));
    }

    private static string Calls(ImportPreview preview)
    {
        CultureInfo culture = CultureInfo.CurrentCulture;
        string time = preview.Minutes < 0.1 ? "a few seconds" : string.Format(culture, "about {0:0.#} minutes", preview.Minutes);
        string limit = preview.CallsLimit is null ? string.Empty : string.Format(culture, " at {0:N0} a minute", preview.CallsLimit);
        string unit = preview.Calls == 1 ? "call" : "calls";
        return string.Format(culture, "would be sent, in {0:N0} {3}: {1}{2}", preview.Calls, time, limit, unit);
    }

    private void Count(long count, string one, string? many = null, bool always = false)
    {
        if (count > 0 || always)
        {
            Line(string.Format(CultureInfo.CurrentCulture, "{0,11:N0} {1}", count, count == 1 ? one : many ?? one));
        }
    }

    private void Columns(ImportPreview preview)
    {
        List<ImportPreviewColumn> shown = preview.Columns.Where(column => !column.IsBlank).Take(MostColumns).ToList();
        if (preview.Columns.Count == 0)
        {
            return;
        }

        // Names get the room that they need, as long as some is left for samples.
        int room = _width - TypeWidth - BlankWidth - 4 - LeastSamples;
        int name = Math.Max("Column".Length, Widest(shown.Select(column => column.Name)));
        int target = Math.Max("Becomes".Length, Widest(shown.Select(column => column.Target)));
        if (name + target > room)
        {
            int half = Math.Max(LeastName, room / 2);
            target = Math.Min(target, Math.Max(half, room - name));
            name = Math.Min(name, Math.Max(LeastName, room - target));
        }

        int[] widths = { name, target, TypeWidth, BlankWidth, _width - name - target - TypeWidth - BlankWidth - 4 };
        _page.AppendLine();
        Row(widths, "Column", "Becomes", "Type", "Blank", "Samples");
        Row(widths, "------", "-------", "----", "-----", "-------");
        foreach (ImportPreviewColumn column in shown)
        {
            string own = PlainText.Of(column.Name);
            string becomes = PlainText.Of(column.Target);
            bool isSame = becomes == own;
            if (TextCells.Count(own) > name || TextCells.Count(becomes) > target)
            {
                // A name that is cut says less than a line more.
                foreach (string part in HardWrap(own, _width))
                {
                    _page.AppendLine(part);
                }

                own = string.Empty;
                if (TextCells.Count(becomes) > target)
                {
                    foreach (string part in isSame ? [] : HardWrap("becomes " + becomes, _width - 2))
                    {
                        _page.Append("  ").AppendLine(part);
                    }

                    becomes = isSame ? "the same" : string.Empty;
                }
            }

            string blanks = column.Blanks.ToString("N0", CultureInfo.CurrentCulture);
            Row(widths, own, becomes, column.Type ?? string.Empty, blanks, string.Join(", ", column.Samples));
            if (column.CellNote is not null)
            {
                Indented(new string(' ', LeastName + 1) + "! ", column.CellNote);
            }
        }

        int more = preview.Columns.Count(column => !column.IsBlank) - shown.Count;
        if (more > 0)
        {
            Line(string.Format(CultureInfo.CurrentCulture, "and {0:N0} more columns: see the property Columns", more));
        }

        List("Blank in every row: ", preview.Columns.Where(column => column.IsBlank).Select(column => column.Name));
        List("New to the workspace: ", preview.UnknownProperties ?? []);
    }

    private static int Widest(IEnumerable<string> texts) =>
        texts.Select(text => TextCells.Count(PlainText.Of(text))).DefaultIfEmpty(0).Max();

    private void List(string start, IEnumerable<string> names)
    {
        string[] all = names.Select(name => PlainText.Of(name)).ToArray();
        if (all.Length == 0)
        {
            return;
        }

        _page.AppendLine();
        string more = all.Length > MostColumns
            ? string.Format(CultureInfo.CurrentCulture, " and {0:N0} more", all.Length - MostColumns)
            : string.Empty;
        Indented(string.Empty, start + string.Join(", ", all.Take(MostColumns)) + more);
    }

    private void Problems(ImportPreview preview)
    {
        if (preview.Problems.Count == 0)
        {
            return;
        }

        _page.AppendLine();
        Line(preview.Invalid > preview.Problems.Count ? $"The first {preview.Problems.Count} invalid rows:" : "The invalid rows:");
        foreach (ImportProblem problem in preview.Problems)
        {
            Indented(string.Format(CultureInfo.CurrentCulture, "{0,7:N0}  ", problem.Line), problem.Message);
        }
    }

    private void Row(int[] widths, params string[] cells)
    {
        StringBuilder row = new();
        for (int index = 0; index < cells.Length; index++)
        {
            string cell = TextCells.Cut(cells[index], widths[index]);
            row.Append(index == BlankColumn ? cell.PadLeft(widths[index] - 1) + " " : TextCells.PadRight(cell, widths[index])).Append(' ');
        }

        _page.AppendLine(row.ToString().TrimEnd());
    }

    private static IEnumerable<string> HardWrap(string text, int width)
    {
        StringBuilder line = new();
        foreach (char character in text)
        {
            if (TextCells.Count(line.ToString() + character) > width)
            {
                yield return line.ToString();
                line.Clear();
            }

            line.Append(character);
        }

        yield return line.ToString();
    }

    private void Line(string text) => _page.AppendLine(TextCells.Cut(text, _width));

    private static IEnumerable<string> Wrap(string text, int width)
    {
        StringBuilder line = new();
        foreach (string word in text.Split(' '))
        {
            if (line.Length > 0 && TextCells.Count(line.ToString()) + 1 + TextCells.Count(word) > width)
            {
                yield return line.ToString();
                line.Clear();
            }

            line.Append(line.Length > 0 ? " " : string.Empty).Append(TextCells.Cut(word, width));
        }

        yield return line.ToString();
    }
}
