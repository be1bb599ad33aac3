namespace Journy.Import.Values;

/// <summary>Finds text that was decoded or cut wrongly: it has control characters that nobody writes, or what no JSON can carry.</summary>
internal static class BrokenText
{
    // The control characters that Unicode has from Latin1, which nobody writes.
    private const char FirstC1 = '\u0080';
    private const char LastC1 = '\u009F';

    /// <summary>The text itself.</summary>
    /// <exception cref="JournyInputException">It is broken.</exception>
    public static string Check(string text, string name) => Find(text, name) is { } problem ? throw problem : text;

    /// <summary>What is wrong with a text; null if nothing is.</summary>
    public static JournyInputException? Find(string text, string name)
    {
        for (int index = 0; index < text.Length; index++)
        {
            char character = text[index];
            if (character < FirstC1)
            {
                continue;
            }

            if (character <= LastC1)
            {
                return ValueProblems.ControlCharacter(character, index, name);
            }

            if (!char.IsSurrogate(character))
            {
                continue;
            }

            if (index + 1 < text.Length && char.IsSurrogatePair(text[index], text[index + 1]))
            {
                index++;
                continue;
            }

            return ValueProblems.HalfCharacter(index, name);
        }

        return null;
    }
}
