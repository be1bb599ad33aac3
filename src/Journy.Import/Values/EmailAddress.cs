using System;
using Journy.Results;

namespace Journy.Import.Values;

/// <summary>
/// Tells an e-mail address from what exports hold in its place: a name with an address in brackets, several addresses, "n/a". What
/// journy.io took under such a name could only be reached by the same slip again. Not a check of the standard: what may be an
/// address is one.
/// </summary>
internal static class EmailAddress
{
    private const int ShownLength = 100;

    /// <summary>The address itself.</summary>
    /// <param name="text">The address, without white space around it.</param>
    /// <param name="name">The column or parameter that it stands in.</param>
    /// <exception cref="JournyInputException">It is not one address.</exception>
    public static string Check(string text, string name) => FaultOf(text) is not { } fault
        ? text
        : throw new JournyInputException(
            JournyReason.InvalidEmail,
            $"'{name}' is {(name[0] == '-' ? RefusedText.Of(text) : $"'{PlainText.Of(text, ShownLength)}'")}, which {fault}. Give one address, such as jane@example.com; leave it blank if the user has an ID.")
        {
            Column = name,
            Value = text,
        };

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

    // Spreadsheets and contact lists write the link of a cell for its text.
    private static bool IsLink(string text) =>
        text.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase) || text.IndexOf("://", StringComparison.Ordinal) >= 0;
}
