using System;
using System.Collections.Generic;
using System.Linq;

namespace Journy.Completion;

/// <summary>Completes -PropertyType: names of properties, and types with the one first that the file's cells have.</summary>
internal sealed class PropertyTypeCompleter : MapCompleter
{
    /// <inheritdoc/>
    protected override IReadOnlyList<string> Keys(CompletionRequest request)
    {
        if (request.Source.Names.Count == 0)
        {
            return request.WorkspaceProperties;
        }

        IReadOnlyDictionary<string, string> map = request.GivenMap("PropertyMap");
        return request.Source.Names
            .Select(name => map.TryGetValue(name, out string? target) ? target : name)
            .Where(name => !IdentityNames.Has(request, name))
            .ToList();
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<string> Values(CompletionRequest request, string key)
    {
        string column = request.GivenMap("PropertyMap")
            .Where(entry => string.Equals(entry.Value, key, StringComparison.OrdinalIgnoreCase))
            .Select(entry => entry.Key)
            .FirstOrDefault() ?? key;
        JournyPropertyType first = request.Source.Types.TryGetValue(column, out JournyPropertyType found) ? found : JournyPropertyType.Text;
        return Enum.GetValues(typeof(JournyPropertyType)).Cast<JournyPropertyType>()
            .Where(type => type != JournyPropertyType.List || !request.IsEvent)
            .OrderByDescending(type => type == first)
            .Select(type => type.ToString())
            .ToList();
    }
}
