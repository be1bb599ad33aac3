using System;
using System.Collections.Generic;
using System.Linq;

namespace Journy.PackageText;

/// <summary>
/// The text of the module's manifest, its settings, and what the package says otherwise. Of PowerShell it knows comments to the end of
/// a line, texts, and lists of them: PowerShell's own parser would be a large package that the build of the module needs for nothing else.
/// </summary>
internal sealed class ManifestText
{
    /// <summary>Its name in the repository and in the package.</summary>
    public const string FileName = "Journy.psd1";

    private const char Quote = '\'';
    private const string LongTextStart = "@'";
    private const string LongTextEnd = "\n'@";

    private readonly List<Token> _tokens = [];

    /// <summary>Reads a manifest.</summary>
    /// <param name="text">The text, with line feeds alone.</param>
    public ManifestText(string text)
    {
        Text = text;
        for (int at = StartOfToken(0); at < text.Length; at = StartOfToken(_tokens[^1].End))
        {
            _tokens.Add(new Token(at, EndOfToken(at)));
        }
    }

    /// <summary>The text as a whole.</summary>
    public string Text { get; }

    /// <summary>Text as the manifest writes it.</summary>
    public static string Quoted(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    /// <summary>The text that a setting is.</summary>
    /// <exception cref="PackageTextException">There is no such setting, or it is no text.</exception>
    public string TextOf(string setting) => Unquoted(TextToken(setting), setting);

    /// <summary>The texts of a list that a setting is.</summary>
    /// <exception cref="PackageTextException">There is no such setting, or it is no list of texts.</exception>
    public IReadOnlyList<string> ListOf(string setting) => [.. ListTokens(setting).Select(token => Unquoted(token, setting))];

    /// <summary>The manifest with another text for a setting.</summary>
    public ManifestText WithText(string setting, string text) => WithValue(setting, Quoted(text));

    /// <summary>The manifest with a text of many lines for a setting.</summary>
    public ManifestText WithLongText(string setting, string text) => WithValue(setting, $"{LongTextStart}\n{text}{LongTextEnd}");

    /// <summary>The manifest with a line more in front of a setting.</summary>
    public ManifestText WithSettingBefore(string setting, string line)
    {
        int at = _tokens[ValueOf(setting) - 2].Start;
        string lineStart = Text[Text.LastIndexOf('\n', at)..at];
        return new(Text.Insert(at, line + lineStart));
    }

    /// <summary>The manifest with a line more of texts at the end of a list that has a line or several.</summary>
    public ManifestText WithLineInList(string setting, IEnumerable<string> texts)
    {
        int at = ListTokens(setting)[^1].End;
        string lastLine = Text[at..Text.IndexOf(')', at)];
        return new(Text.Insert(at, $"{lastLine}    {string.Join(", ", texts.Select(Quoted))}"));
    }

    private ManifestText WithValue(string setting, string value)
    {
        Token old = TextToken(setting);
        return new(Text.Remove(old.Start, old.End - old.Start).Insert(old.Start, value));
    }

    private Token TextToken(string setting) => _tokens[ValueOf(setting)];

    private List<Token> ListTokens(string setting)
    {
        int value = ValueOf(setting);
        return Of(_tokens[value]) != "@" || Of(_tokens[value + 1]) != "("
            ? throw new PackageTextException(FileName, $"{setting} is no list.")
            : [.. _tokens.Skip(value + 2).TakeWhile(token => Of(token) != ")").Where(token => Of(token) != ",")];
    }

    /// <summary>Where the value of a setting begins, among the tokens.</summary>
    private int ValueOf(string setting)
    {
        int name = _tokens.FindIndex(token => Of(token) == setting);
        return name >= 0 && name + 2 < _tokens.Count && Of(_tokens[name + 1]) == "="
            ? name + 2
            : throw new PackageTextException(FileName, $"It has no setting {setting}.");
    }

    private string Unquoted(Token token, string setting)
    {
        string text = Of(token);
        return text[0] == Quote
            ? text[1..^1].Replace("''", "'", StringComparison.Ordinal)
            : throw new PackageTextException(FileName, $"{setting} has {text} where a text in single quotes is read.");
    }

    private string Of(Token token) => Text[token.Start..token.End];

    private int StartOfToken(int at)
    {
        while (at < Text.Length && (char.IsWhiteSpace(Text[at]) || Text[at] == '#'))
        {
            at = Text[at] == '#' ? EndOfLine(at) : at + 1;
        }

        return at;
    }

    private int EndOfToken(int start) => Text[start] switch
    {
        Quote or '"' => EndOfQuoted(start),
        _ when string.CompareOrdinal(Text, start, LongTextStart, 0, LongTextStart.Length) == 0 => EndOfLongText(start),
        char first when IsOfWord(first) => EndOfWord(start),
        _ => start + 1,
    };

    // A quote that is doubled is one of the text.
    private int EndOfQuoted(int start)
    {
        char quote = Text[start];
        int end = start + 1;
        while (end < Text.Length && (Text[end] != quote || (end + 1 < Text.Length && Text[end + 1] == quote)))
        {
            end += Text[end] == quote ? 2 : 1;
        }

        return end < Text.Length ? end + 1 : throw WithoutEnd(start);
    }

    private int EndOfLongText(int start) =>
        Text.IndexOf(LongTextEnd, start, StringComparison.Ordinal) is var end and >= 0 ? end + LongTextEnd.Length : throw WithoutEnd(start);

    private PackageTextException WithoutEnd(int start) =>
        new(FileName, $"The text that begins with {Text[start..EndOfLine(start)]} has no end.");

    private int EndOfWord(int start)
    {
        int end = start;
        while (end < Text.Length && IsOfWord(Text[end]))
        {
            end++;
        }

        return end;
    }

    private int EndOfLine(int at) => Text.IndexOf('\n', at) is var end and >= 0 ? end : Text.Length;

    private static bool IsOfWord(char character) => char.IsAsciiLetterOrDigit(character) || character == '_';

    private readonly record struct Token(int Start, int End);
}
