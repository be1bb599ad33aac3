using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using Journy.Api;
using Journy.Import.Columns;

namespace Journy.Import.Outcomes;

/// <summary>Outcome files of JSON Lines: UTF-8 without a mark, one object a line.</summary>
/// <remarks>A record is written as it stood in the input, each number with its digits, and <see cref="OwnColumns"/> behind it, but without
/// what is hidden, and within objects without what has the name of a secret. Of a line that is no JSON only its number and the reason are
/// written.</remarks>
internal sealed class JsonOutcomeFormat : IOutcomeFormat
{
    private readonly HashSet<string> _hidden;

    /// <summary>Prepares to write.</summary>
    /// <param name="hidden">The names of which nothing may be written; null if there is none.</param>
    public JsonOutcomeFormat(HashSet<string>? hidden) =>
        _hidden = new HashSet<string>(hidden ?? Enumerable.Empty<string>(), StringComparer.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public string Extension => OutcomeName.JsonExtension;

    /// <inheritdoc/>
    public void AppendHead(StringBuilder text)
    {
    }

    /// <inheritdoc/>
    public void AppendRow(StringBuilder text, OutcomeRow row)
    {
        List<KeyValuePair<string, object>> added = new() { new(OwnColumns.Line, row.Line), new(OwnColumns.Error, row.Error) };
        if (row.RequestId.Length > 0)
        {
            added.Add(new(OwnColumns.RequestId, row.RequestId));
        }

        added.Add(new(OwnColumns.Run, row.Run));
        text.Append(JsonRecord.Write(row.Text, IsLeftOut, SecretColumns.Has, added)).Append('\n');
        bool IsLeftOut(string name) => OwnColumns.Has(name) || _hidden.Contains(name);
    }
}
