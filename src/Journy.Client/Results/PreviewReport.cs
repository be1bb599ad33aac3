using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace Journy.Results;

/// <summary>A preview as a page of text, 80 columns wide: what somebody needs to decide whether to import.</summary>
internal static class PreviewReport
{
    private const int Width = 79;
    private const int MostColumns = 40;

    private static readonly int[] Widths = { 18, 18, 9, 8, 22 };

    /// <summary>Writes the page.</summary>
    public static string Of(ImportPreview preview)
    {
        StringBuilder page = new();
        Line(page, $"{preview.Path} -> {preview.BaseUri}");
        page.AppendLine();
        if (preview.ColumnProblem is not null)
        {
            Note(page, preview.ColumnProblem);
            page.AppendLine();
        }

        Count(page, preview.Rows, $"rows ({EntityNames.Plural(preview.Kind)}), of which", always: true);
        Count(page, preview.ToSend, Calls(preview), always: true);
        Count(page, preview.Unchanged, preview.JournalPath is null ? "unchanged: there is no journal yet" : "unchanged: journy.io has accepted them before", always: true);
        Count(page, preview.Invalid, "invalid: they would go to the failed file", always: true);
        Count(page, preview.InvalidEmails, "of those have an e-mail address that is none");
        Count(page, preview.Skipped, "skipped: they name nobody");
        Count(page, preview.Unknown, "unknown: events whose answer was lost; they are not sent again");
        Count(page, preview.Unreadable, "lines behind damage in the file cannot be read");
        if (preview.Duplicates + preview.Deletes + preview.Trimmed + preview.TrimmedAlike > 0)
        {
            page.AppendLine();
            Count(page, preview.Duplicates, "rows are of somebody who has an earlier row in the input");
            Count(page, preview.Trimmed, "rows have white space around an identifier, which is left out");
            Count(page, preview.TrimmedAlike, "rows differ by that alone from an earlier row: one for journy.io");
            Count(page, preview.Deletes, "properties would be deleted");
        }

        if (preview.Recorded > 0)
        {
            page.AppendLine();
            Line(page, string.Format(
                CultureInfo.CurrentCulture,
                "{0,10:0.#}% of the {1:N0} {2} that the journal knows would change: {3:N0}",
                preview.ChangedPercent,
                preview.Recorded,
                EntityNames.Plural(preview.Kind),
                preview.Changed));
            Count(page, preview.Missing ?? 0, "of them are not in the input, and stay as they are");
            Count(page, preview.New ?? 0, "in the input are new to the journal");
        }

        Identifiers(page, preview);
        if (preview.MissingPermission is not null)
        {
            page.AppendLine();
            Line(page, $"! The key lacks the permission {preview.MissingPermission}: journy.io would refuse every row.");
        }

        Columns(page, preview);
        Problems(page, preview);
        Suggestion(page, preview);
        return page.ToString().TrimEnd();
    }

    private static void Identifiers(StringBuilder page, ImportPreview preview)
    {
        bool isUser = preview.Kind == ImportEntity.User;
        if (preview.SharedAddresses > 0)
        {
            page.AppendLine();
            Note(page, string.Format(
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
            page.AppendLine();
            Note(page, string.Format(
                CultureInfo.CurrentCulture,
                "{0:N0} {2} named by ID only, and {1:N0} by {3} only. If journy.io knows some of them as one, which cannot be seen from here, -ThrottleLimit 1 keeps the order of their rows.",
                preview.ByIdOnly,
                preview.ByAddressOnly,
                (isUser ? "user" : "account") + (preview.ByIdOnly == 1 ? " is" : "s are"),
                isUser ? "e-mail address" : "domain"));
        }
    }

    private static void Note(StringBuilder page, string text)
    {
        foreach (string part in Wrap("! " + text, Width))
        {
            page.AppendLine(part);
        }
    }

    private static void Suggestion(StringBuilder page, ImportPreview preview)
    {
        if (!preview.SuggestsColumns)
        {
            return;
        }

        page.AppendLine();
        if (preview.SuggestedCommand is null)
        {
            Line(page, "To import with what the columns seem to mean, splat SuggestedParameters.");
        }
        else
        {
            // Broken into lines it could not be copied.
            Line(page, "To import with what the columns seem to mean:");
            page.Append("    ").AppendLine(preview.SuggestedCommand);
        }

        foreach (string part in preview.OtherColumns.Count == 0 ? [] : Wrap("These could be it too: " + string.Join(", ", preview.OtherColumns), Width))
        {
            page.AppendLine(part);
        }
    }

    private static string Calls(ImportPreview preview)
    {
        string time = preview.Minutes < 0.1 ? "a few seconds" : string.Format(CultureInfo.CurrentCulture, "about {0:0.#} minutes", preview.Minutes);
        string limit = preview.CallsLimit is null ? string.Empty : string.Format(CultureInfo.CurrentCulture, " at {0:N0} a minute", preview.CallsLimit);
        return string.Format(CultureInfo.CurrentCulture, "would be sent, in {0:N0} calls: {1}{2}", preview.Calls, time, limit);
    }

    private static void Count(StringBuilder page, long count, string what, bool always = false)
    {
        if (count > 0 || always)
        {
            Line(page, string.Format(CultureInfo.CurrentCulture, "{0,11:N0} {1}", count, what));
        }
    }

    private static void Columns(StringBuilder page, ImportPreview preview)
    {
        if (preview.Columns.Count == 0)
        {
            return;
        }

        page.AppendLine();
        Row(page, "Column", "Becomes", "Type", "Blank", "Samples");
        Row(page, "------", "-------", "----", "-----", "-------");
        foreach (ImportPreviewColumn column in preview.Columns.Take(MostColumns))
        {
            Row(
                page,
                PlainText.Of(column.Name),
                PlainText.Of(column.Target),
                column.Type ?? string.Empty,
                column.Blanks.ToString("N0", CultureInfo.CurrentCulture),
                string.Join(", ", column.Samples));
            if (column.Note is not null)
            {
                string start = new string(' ', Widths[0] + 1) + "! ";
                foreach (string part in Wrap(column.Note, Width - start.Length))
                {
                    page.Append(start).AppendLine(part);
                    start = new string(' ', start.Length);
                }
            }
        }

        if (preview.Columns.Count > MostColumns)
        {
            Line(page, string.Format(CultureInfo.CurrentCulture, "and {0:N0} more columns: see the property Columns", preview.Columns.Count - MostColumns));
        }
    }

    private static void Problems(StringBuilder page, ImportPreview preview)
    {
        if (preview.Problems.Count == 0)
        {
            return;
        }

        page.AppendLine();
        Line(page, preview.Invalid > preview.Problems.Count ? $"The first {preview.Problems.Count} invalid rows:" : "The invalid rows:");
        foreach (ImportProblem problem in preview.Problems)
        {
            string start = string.Format(CultureInfo.CurrentCulture, "{0,7:N0}  ", problem.Line);
            foreach (string part in Wrap(problem.Message, Width - start.Length))
            {
                page.Append(start).AppendLine(part);
                start = new string(' ', start.Length);
            }
        }
    }

    private static void Row(StringBuilder page, params string[] cells)
    {
        StringBuilder row = new();
        for (int index = 0; index < cells.Length; index++)
        {
            string cell = TextCells.Cut(cells[index], Widths[index]);
            bool isNumber = index == 3;
            row.Append(isNumber ? cell.PadLeft(Widths[index] - 1) + " " : TextCells.PadRight(cell, Widths[index])).Append(' ');
        }

        page.AppendLine(row.ToString().TrimEnd());
    }

    private static void Line(StringBuilder page, string text) => page.AppendLine(TextCells.Cut(text, Width));

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
