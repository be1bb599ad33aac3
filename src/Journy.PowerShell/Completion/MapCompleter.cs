using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using Journy.Import.Problems;

namespace Journy.Completion;

/// <summary>
/// Completes a hashtable. PowerShell asks no completer once <c>@{</c> is typed, so whole hashtables are offered before it: first one with
/// every key, then one for each key. For the beginning of a hashtable, which samples/complete-in-hashtables.ps1 asks with, what can follow
/// is offered.
/// </summary>
internal abstract class MapCompleter : JournyCompleter
{
    private const string Opening = "@{";

    /// <summary>The names on the left.</summary>
    protected abstract IReadOnlyList<string> Keys(CompletionRequest request);

    /// <summary>What can stand on the right of a name, the likeliest first; empty if it can be anything.</summary>
    protected abstract IReadOnlyList<string> Values(CompletionRequest request, string key);

    /// <inheritdoc/>
    protected override IEnumerable<CompletionResult> Complete(CompletionRequest request)
    {
        if (request.Word.StartsWith(Opening, StringComparison.Ordinal))
        {
            OpenMap map = OpenMap.Of(request.Word);
            return map.Place switch
            {
                OpenMapPlace.Key => ArgumentText.Matching(
                    map.Word, Keys(request).Except(map.EarlierKeys, StringComparer.OrdinalIgnoreCase)),
                OpenMapPlace.Value => ArgumentText.Matching(map.Word, Values(request, map.Key), quoteAlways: true),
                _ => Array.Empty<CompletionResult>(),
            };
        }

        if (!Opening.StartsWith(request.Word, StringComparison.Ordinal))
        {
            return Array.Empty<CompletionResult>();
        }

        List<string> entries = Keys(request)
            .Where(ArgumentText.IsTypeable)
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .Select(key => $"{ArgumentText.Of(key)} = {QuotedText.Of(First(Values(request, key)))}")
            .ToList();
        IEnumerable<string> maps = entries.Select(Map);
        return (OffersAll && entries.Count > 1 ? maps.Prepend(Map(string.Join("; ", entries))) : maps)
            .Select(map => new CompletionResult(map, map, CompletionResultType.ParameterValue, map));
    }

    /// <summary>Whether one hashtable with every key makes sense.</summary>
    protected virtual bool OffersAll => true;

    private static string First(IReadOnlyList<string> values) => values.Count > 0 ? values[0] : string.Empty;

    private static string Map(string entries) => $"{Opening} {entries} }}";
}
