using System.Globalization;
using System.Text;

namespace Journy;

/// <summary>Why rows of an import failed, lost properties or are unknown: one kind of problem, and how many rows have it.</summary>
public sealed class ImportReason
{
    /// <summary>What became of the rows: Failed, Partial or Unknown, by the names of the summary's counts.</summary>
    public string Outcome { get; internal init; } = string.Empty;

    /// <summary>How many rows. The counts of an outcome's reasons add up to the summary's.</summary>
    public long Count { get; internal init; }

    /// <summary>The kind of the problem, which never changes once released: the name of a <see cref="JournyReason"/>; or
    /// PropertiesRejected, OlderRow, InternalError, or Other for kinds beyond the first hundred.</summary>
    public string Reason { get; internal init; } = string.Empty;

    /// <summary>The problem in words, such as "not an e-mail address".</summary>
    public string Problem { get; internal init; } = string.Empty;

    /// <summary>The column or property that has the problem; several if journy.io rejected several. Null if the row as a whole has
    /// it.</summary>
    public string? Column { get; internal init; }

    /// <summary>The first of the rows, by its line in the file or its number in the pipeline.</summary>
    public long FirstLine { get; internal init; }

    /// <summary>The first five of the rows, such as "7, 9, 12". Text, because ConvertTo-Json writes a list this deep only with
    /// -Depth.</summary>
    public string FirstLines { get; internal init; } = string.Empty;

    /// <summary>What the first of the rows has in that column, or what journy.io says of it; null if there is nothing to show, or if it may
    /// be a secret.</summary>
    public string? Example { get; internal init; }

    /// <summary>What to do about it.</summary>
    public string Cure { get; internal init; } = string.Empty;

    /// <summary>True if the rows were piped.</summary>
    internal bool IsPiped { get; init; }

    /// <summary>The reason in one line, for a log or a message.</summary>
    /// <returns>Such as <c>812 × not an e-mail address (first: line 7, 'n/a')</c>.</returns>
    public override string ToString()
    {
        StringBuilder line = new();
        line.AppendFormat(CultureInfo.CurrentCulture, "{0:N0} × {1}", Count, Problem);
        if (Column is not null && Reason != nameof(JournyReason.InvalidEmail))
        {
            line.Append(": ").Append(Column);
        }

        line.AppendFormat(CultureInfo.CurrentCulture, " (first: {0} {1:N0}", IsPiped ? "row" : "line", FirstLine);
        return line.Append(Example is null ? ")" : $", {Example})").ToString();
    }
}
