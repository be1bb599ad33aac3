using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Text;

namespace Journy.Completion;

/// <summary>Completes encodings: PowerShell's own names, Windows' most frequent code page, and what this machine knows beside
/// them.</summary>
internal sealed class EncodingCompleter : JournyCompleter
{
    private static readonly string[] Usual = { "UTF8", "Unicode", "BigEndianUnicode", "UTF32", "Latin1", "ANSI", "OEM", "windows-1252" };

    /// <inheritdoc/>
    protected override IEnumerable<CompletionResult> Complete(CompletionRequest request) =>
        ArgumentText.Matching(request.Word, Usual.Concat(Encoding.GetEncodings().Select(encoding => encoding.Name)));
}
