using System;

namespace Journy.Import.Values;

/// <summary>
/// Tells an e-mail address from what exports hold in its place: a name with an address in brackets, several addresses, "n/a". A user
/// under such a name could only be reached by the same mistake again. It does not check by the standard: what may be an address is one.
/// </summary>
internal static class EmailAddress
{


    /// <summary>The address itself.</summary>
    /// <param name="text">The address, without white space around it.</param>
    /// <param name="name">The column or parameter that it stands in.</param>
    /// <exception cref="JournyInputException">It is not one address.</exception>
    public static string Check(string text, string name) => FaultOf(text) is not { } fault
        ? text
        : throw ValueProblems.NotAnAddress(text, name, fault);

    /// <summary>Whether a text is one address.</summary>
    public static bool Is(string text) => FaultOf(text) is null;

    private static string? FaultOf(string text)
    {
        int signs = 0;
        bool hasSpace = false;
        foreach (char character in text)
        {
            switch (character)
            {
                case '@':
                    signs++;
                    break;
                case '<' or '>':
                    return "is not an e-mail address alone: it has angle brackets";
                case ',' or ';':
                    return "is a list: one row names one user";
                default:
                    hasSpace |= OuterSpace.IsOne(character) || char.IsControl(character);
                    break;
            }
        }

        return signs == 0 ? "is no e-mail address: it has no @"
            : hasSpace ? "is no e-mail address: it has white space in it"
            : IsLink(text) ? "is a link: write the address alone"
            : signs > 1 ? "is no e-mail address: it has more than one @"
            : text[0] == '@' || text[text.Length - 1] == '@' ? "is no e-mail address: nothing stands on one side of its @"
            : null;
    }

    // Spreadsheets and contact lists may write the link of a cell instead of its text.
    private static bool IsLink(string text) =>
        text.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase) || text.IndexOf("://", StringComparison.Ordinal) >= 0;
}
