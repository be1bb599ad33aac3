using System;
using System.Collections.Generic;
using System.Threading;

namespace Journy.Import.Sources;

/// <summary>The columns of a file of JSON: all names of all its records.</summary>
internal static class JsonColumns
{
    // With more names, the names themselves are data.
    private const int MostColumns = 10_000;

    /// <summary>Reads a file through.</summary>
    /// <param name="input">The file.</param>
    /// <param name="isArray">True if it is one array.</param>
    /// <param name="stop">Ends the search.</param>
    /// <returns>The place of each name, in the order in which they come first, upper and lower case counting as the same.</returns>
    /// <exception cref="JournyInputException">No record can be read, or there are too many names.</exception>
    public static Dictionary<string, int> Find(TextInput input, bool isArray, CancellationToken stop)
    {
        Dictionary<string, int> places = new(StringComparer.OrdinalIgnoreCase);
        (long Line, string Fault)? first = null;
        using TextPass pass = input.Begin();
        JsonReading reading = new(pass.Text, isArray);
        while (reading.Read())
        {
            stop.ThrowIfCancellationRequested();
            if (reading.Members is null)
            {
                first ??= (reading.Texts.Line, reading.Fault);
                if (isArray && !reading.IsJson)
                {
                    break;
                }
            }

            foreach (KeyValuePair<string, object?> member in reading.Members ?? [])
            {
                if (!places.ContainsKey(member.Key))
                {
                    places[member.Key] = places.Count;
                }
            }

            if (places.Count > MostColumns)
            {
                throw JsonProblems.TooManyNames(input.Path, MostColumns, reading.Texts.Line);
            }
        }

        return places.Count > 0 ? places : throw JsonProblems.NoRecord(input.Path, first);
    }
}
