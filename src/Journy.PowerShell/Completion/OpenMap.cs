using System.Collections.Generic;
using System.Management.Automation.Language;

namespace Journy.Completion;

/// <summary>The beginning of a hashtable as it is typed, such as <c>@{ mrr = 'Num</c>.</summary>
internal sealed class OpenMap
{
    private readonly List<string> _earlierKeys = new();

    private OpenMap()
    {
    }

    /// <summary>Where it ends.</summary>
    public OpenMapPlace Place { get; private set; } = OpenMapPlace.Key;

    /// <summary>What is typed of the key or value at its end.</summary>
    public string Word { get; private set; } = string.Empty;

    /// <summary>The key whose value is at its end.</summary>
    public string Key { get; private set; } = string.Empty;

    /// <summary>The keys of the entries before the last.</summary>
    public IReadOnlyCollection<string> EarlierKeys => _earlierKeys;

    /// <summary>Reads it.</summary>
    /// <param name="text">Begins with <c>@{</c>.</param>
    public static OpenMap Of(string text)
    {
        Parser.ParseInput(text, out Token[] tokens, out _);
        OpenMap map = new();
        int depth = 0;
        foreach (Token token in tokens)
        {
            switch (token.Kind)
            {
                case TokenKind.EndOfInput:
                    break;
                case TokenKind.AtCurly or TokenKind.LCurly or TokenKind.LParen or TokenKind.AtParen or TokenKind.DollarParen
                    or TokenKind.LBracket:
                    depth++;
                    break;
                case TokenKind.RCurly or TokenKind.RParen or TokenKind.RBracket:
                    depth--;
                    break;
                case TokenKind.Semi or TokenKind.NewLine when depth == 1:
                    map.Begin();
                    break;
                case TokenKind.Equals when depth == 1 && map.Place == OpenMapPlace.Key:
                    map.Place = OpenMapPlace.Value;
                    break;
                default:
                    if (depth == 1 && map.Place == OpenMapPlace.Key)
                    {
                        map.Key = token is StringToken key ? key.Value : token.Text;
                    }

                    break;
            }
        }

        if (depth != 1)
        {
            map.Place = OpenMapPlace.Elsewhere;
        }

        Token? last = tokens.Length > 1 ? tokens[tokens.Length - 2] : null;
        if (last is not null && last.Extent.EndOffset == text.Length
            && last.Kind is not (TokenKind.AtCurly or TokenKind.Semi or TokenKind.NewLine or TokenKind.Equals))
        {
            map.Word = last.Text;
        }

        return map;
    }

    private void Begin()
    {
        if (Key.Length > 0)
        {
            _earlierKeys.Add(Key);
        }

        Key = string.Empty;
        Place = OpenMapPlace.Key;
    }
}
