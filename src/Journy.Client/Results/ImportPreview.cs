using System;
using System.Collections;
using System.Collections.Generic;
using Journy.Results;

namespace Journy;

/// <summary>What an import would do. Making it changes nothing.</summary>
public sealed class ImportPreview
{
    /// <summary>The file; for piped rows a word that says so.</summary>
    public string Path { get; internal init; } = string.Empty;

    /// <summary>What the rows are: User, Account, AccountUser or Event.</summary>
    public string Entity => Kind.ToString();

    /// <summary>Rows of the input.</summary>
    public long Rows { get; internal init; }

    /// <summary>Rows that would be sent.</summary>
    public long ToSend { get; internal init; }

    /// <summary>Rows that journy.io has already accepted, by the journal.</summary>
    public long Unchanged { get; internal init; }

    /// <summary>Rows that cannot be sent as they are.</summary>
    public long Invalid { get; internal init; }

    /// <summary>Events of earlier runs whose answer was lost; they would not be sent again.</summary>
    public long Unknown { get; internal init; }

    /// <summary>Rows that name no user or account and would be left out, because -SkipUnidentified was given.</summary>
    public long Skipped { get; internal init; }

    /// <summary>Lines after damage in the file, which cannot be read.</summary>
    public long Unreadable { get; internal init; }

    /// <summary>Rows about a user or account that an earlier row of the input is about, too.</summary>
    public long Duplicates { get; internal init; }

    /// <summary>Rows whose e-mail address is not one, or is several; they are among the invalid rows.</summary>
    public long InvalidEmails { get; internal init; }

    /// <summary>Rows with white space around an identifier, which would be left out.</summary>
    public long Trimmed { get; internal init; }

    /// <summary>Rows whose identifier differs from that of an earlier row only by white space around it: two in the input, one on
    /// journy.io.</summary>
    public long TrimmedAlike { get; internal init; }

    /// <summary>E-mail addresses of users, or domains of accounts, that rows with different IDs name.</summary>
    public long SharedAddresses { get; internal init; }

    /// <summary>The IDs that share them.</summary>
    public long SharingIds { get; internal init; }

    /// <summary>Users or accounts that rows and journal name by ID only.</summary>
    public long ByIdOnly { get; internal init; }

    /// <summary>Users or accounts that rows and journal name by e-mail address or domain only.</summary>
    public long ByAddressOnly { get; internal init; }

    /// <summary>Properties that the rows would delete.</summary>
    public long Deletes { get; internal init; }

    /// <summary>Users or accounts that the journal knows journy.io to have accepted; null for memberships and events.</summary>
    public long? Recorded { get; internal init; }

    /// <summary>Those of <see cref="Recorded"/> that the input has with other content than was accepted, so that the import would
    /// change them; null for memberships and events.</summary>
    public long? Changed { get; internal init; }

    /// <summary>The share of <see cref="Recorded"/> that would change, in percent; null if nothing is recorded.</summary>
    public double? ChangedPercent { get; internal init; }

    /// <summary>Those of <see cref="Recorded"/> that are not in the input; the import leaves them as they are. Null for memberships and
    /// events.</summary>
    public long? Missing { get; internal init; }

    /// <summary>Users or accounts in the input that the journal does not know; null for memberships and events.</summary>
    public long? New { get; internal init; }

    /// <summary>Calls that the import would make.</summary>
    public long Calls { get; internal init; }

    /// <summary>About how many minutes they take at the key's limit; 0 if there are no calls.</summary>
    public double Minutes { get; internal init; }

    /// <summary>Calls a minute that the key allows; null if journy.io did not say.</summary>
    public int? CallsLimit { get; internal init; }

    /// <summary>The address that the rows would be sent to.</summary>
    public Uri? BaseUri { get; internal init; }

    /// <summary>The permission that the key lacks for this import; null if it has it.</summary>
    public string? MissingPermission { get; internal init; }

    /// <summary>The columns, in the order of the input.</summary>
    public IReadOnlyList<ImportPreviewColumn> Columns { get; internal init; } = Array.Empty<ImportPreviewColumn>();

    /// <summary>The first rows that cannot be sent, each with its line and the reason.</summary>
    public IReadOnlyList<ImportProblem> Problems { get; internal init; } = Array.Empty<ImportProblem>();

    /// <summary>Names of properties that the workspace does not know, and would add. Null if the key may not read properties.</summary>
    public IReadOnlyList<string>? UnknownProperties { get; internal init; }

    /// <summary>Names of properties that the workspace computes itself. Null if the key may not read properties.</summary>
    public IReadOnlyList<string>? ComputedProperties { get; internal init; }

    /// <summary>The journal that the preview looked into; null if there is none yet.</summary>
    public string? JournalPath { get; internal init; }

    /// <summary>Why an import with these parameters would stop before anything is sent, for example because no column says whom a row is
    /// about; null if it would not.</summary>
    public string? ColumnProblem { get; internal init; }

    /// <summary>The parameters of this preview without <c>Preview</c>, with what the columns seem to mean by their names and cells: a
    /// hashtable to splat beside the file. Empty if nothing was given and nothing is needed. Only a suggestion: an import maps nothing that
    /// it is not told to.</summary>
    public Hashtable SuggestedParameters { get; internal init; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The import with those parameters as a command to paste. Null for piped rows, and if a column's name has control characters,
    /// which a terminal does not keep.</summary>
    public string? SuggestedCommand { get; internal init; }

    /// <summary>Rows that would name no user or account with that command: they would fail, or be left out with -SkipUnidentified. Null if
    /// nothing is suggested.</summary>
    public long? SuggestedUnidentified { get; internal init; }

    /// <summary>Columns that could have been suggested instead, each with what it would become: <c>'Work email' (email)</c>.</summary>
    public IReadOnlyList<string> OtherColumns { get; internal init; } = Array.Empty<string>();

    /// <summary>What the rows are.</summary>
    internal ImportEntity Kind { get; init; }

    /// <summary>Invalid rows that name no user or account.</summary>
    internal long Unidentified { get; init; }

    /// <summary>Invalid rows that are shorter than the header.</summary>
    internal long ShortRows { get; init; }

    /// <summary>True if the suggestion is more than the given parameters.</summary>
    internal bool SuggestsColumns { get; init; }

    /// <summary>All of it as a page of text.</summary>
    /// <returns>Lines of at most 79 characters, but for a command, which stays in one line.</returns>
    public override string ToString() => PreviewReport.Of(this, PreviewReport.UsualWidth);

    /// <summary>All of it as a page of text of some width.</summary>
    /// <param name="width">The most characters of a line, such as those of a console. Fewer than 60 count as 79.</param>
    /// <returns>The lines; a command stays in one line.</returns>
    public string ToString(int width) => PreviewReport.Of(this, width);
}
