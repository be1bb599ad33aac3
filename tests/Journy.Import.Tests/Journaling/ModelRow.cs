using System;
using System.Collections.Generic;
using System.Linq;
using Journy.Api;
using Journy.Import.Records;

namespace Journy.Tests.Import.Journaling;

/// <summary>A row of a model's file: one user, a few numbers.</summary>
internal sealed record ModelRow(string? Id, string? Email, IReadOnlyList<KeyValuePair<string, int?>> Properties)
{
    /// <summary>The address as everybody knows it, however it is written.</summary>
    public string? Address => Email?.ToLowerInvariant();

    /// <summary>Whom it names.</summary>
    public IEnumerable<string> Identifiers => new[] { Id, Address }.OfType<string>();

    /// <summary>What it says: the same in whatever order its properties stand.</summary>
    public string Content =>
        (this with { Properties = [.. Properties.OrderBy(property => property.Key, StringComparer.Ordinal)] }).ToString();

    /// <summary>The row as an import has it.</summary>
    /// <param name="line">Its line.</param>
    /// <param name="run">The run that it is of; 0 for the present one.</param>
    public ImportedRow ToImported(long line, long run = 0)
    {
        BoundRecord record = new() { User = new UserIdentity(Id, Email) };
        foreach ((string name, int? value) in Properties)
        {
            record.Properties.Add(name, value is { } number ? JournyValue.FromNumber(number.ToString(null, null)) : JournyValue.Null);
        }

        return new ImportedRow(new ImportRow(line, [], [], null, run), record);
    }

    public override string ToString() =>
        $"({Id ?? "-"},{Email ?? "-"} "
        + $"{string.Join(' ', Properties.Select(property => $"{property.Key}={property.Value?.ToString(null, null) ?? "null"}"))})";
}
