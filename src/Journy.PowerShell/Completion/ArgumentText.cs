using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Text.RegularExpressions;
using Journy.Import.Problems;

namespace Journy.Completion;

/// <summary>Names as they are typed on a command line.</summary>
internal static class ArgumentText
{
    // What PowerShell takes for quotes, typographic ones too.
    private const string Quotes = "'\"\u2018\u2019\u201A\u201B\u201C\u201D\u201E";

    private static readonly Regex Bare = new("^[A-Za-z_][A-Za-z0-9_]*$", RegexOptions.CultureInvariant);

    /// <summary>Whether a name can be typed: one with control characters is not offered.</summary>
    public static bool IsTypeable(string name) => name.Length > 0 && !name.Any(QuotedText.IsUnprintable);

    /// <summary>A name, in quotes unless it means the same without.</summary>
    public static string Of(string name) => Bare.IsMatch(name) ? name : QuotedText.Of(name);

    /// <summary>Completions for the names that begin with what is typed.</summary>
    /// <param name="word">What is typed, with its opening quote.</param>
    /// <param name="names">All names.</param>
    /// <param name="quoteAlways">True to quote names that need no quotes, too, as values of a hashtable.</param>
    public static IEnumerable<CompletionResult> Matching(string word, IEnumerable<string> names, bool quoteAlways = false)
    {
        string typed = Typed(word);
        bool isQuoted = quoteAlways || typed.Length < word.Length;
        return names
            .Where(IsTypeable)
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .Where(name => name.StartsWith(typed, StringComparison.OrdinalIgnoreCase))
            .Select(name => new CompletionResult(
                isQuoted ? QuotedText.Of(name) : Of(name), name, CompletionResultType.ParameterValue, name));
    }

    /// <summary>What is typed, without its quotes.</summary>
    private static string Typed(string word)
    {
        if (word.Length == 0 || Quotes.IndexOf(word[0]) < 0)
        {
            return word;
        }

        string text = word.Substring(1);
        return text.Length > 0 && Quotes.IndexOf(text[text.Length - 1]) >= 0 ? text.Substring(0, text.Length - 1) : text;
    }
}
