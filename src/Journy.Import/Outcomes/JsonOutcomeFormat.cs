using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using Journy.Api;
using Journy.Import.Columns;

namespace Journy.Import.Outcomes;

/// <summary>Outcome files of JSON Lines: UTF-8 without a mark, one object a line.</summary>
/// <remarks>A record stands there as it stood in the input, each number with its digits, and <see cref="OwnColumns"/> behind it. What is
/// hidden is not there, and within objects nothing that has the name of a secret. Of a line that is no JSON its number and the reason
/// are all that is written.</remarks>
internal sealed class JsonOutcomeFormat : IOutcomeFormat
{
    private readonly HashSet<string> _hidden;

    /// <summary>Prepares to write.</summary>
    /// <param name="hidden">The names of which nothing may be written; null if there is none.</param>
    public JsonOutcomeFormat(HashSet<string>? hidden) => _hidden = new HashSet<string>(hidden ?? Enumerable.Empty<string>(), StringComparer.OrdinalIgnoreCase);

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
        text.Append(JsonRecord.Write(row.Text, name => OwnColumns.Has(name) || _hidden.Contains(name), SecretColumns.Has, added)).Append('\n');
    }
}
