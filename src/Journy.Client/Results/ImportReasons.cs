using System;
using System.Collections.Generic;
using System.Collections.ObjectModel;

namespace Journy.Results;

/// <summary>The reasons of a summary. As text they are one line, which Export-Csv writes.</summary>
internal sealed class ImportReasons : ReadOnlyCollection<ImportReason>
{
    public static readonly ImportReasons None = new(Array.Empty<ImportReason>());

    public ImportReasons(IList<ImportReason> reasons)
        : base(reasons)
    {
    }

    /// <summary>The reasons, with semicolons between them.</summary>
    public override string ToString() => string.Join("; ", this);
}
