using System;
using System.Collections.Generic;
using System.Collections.ObjectModel;

namespace Journy.Results;

/// <summary>The reasons of a summary, which are text where the summary becomes a line of CSV.</summary>
internal sealed class ImportReasons : ReadOnlyCollection<ImportReason>
{
    public static readonly ImportReasons None = new(Array.Empty<ImportReason>());

    public ImportReasons(IList<ImportReason> reasons)
        : base(reasons)
    {
    }

    /// <summary>The reasons, one behind the other.</summary>
    public override string ToString() => string.Join("; ", this);
}
