using System.Collections.Generic;
using System.Text;

namespace Journy.Results;

/// <summary>
/// Breaks a command into lines at places where PowerShell allows it. A line that a console breaks at its edge is another command, or none,
/// when it is copied.
/// </summary>
internal static class CommandLines
{
    // All that PowerShell takes for a single quote.
    private const string Quotes = "'\u2018\u2019\u201A\u201B";
    private const string Indent = "    ";
    private const string GoesOn = " `";

    /// <summary>The lines of a command, as <c>CommandText</c> writes it.</summary>
    /// <param name="command">The command.</param>
    /// <param name="width">The most characters of a line; what cannot be broken may be wider.</param>
    public static IReadOnlyList<string> Of(string command, int width)
    {
        List<string> lines = new();
        StringBuilder line = new();
        foreach ((string part, bool needsMark) in Parts(command))
        {
            if (line.Length > 0 && line.Length + 1 + part.Length + GoesOn.Length > width)
            {
                lines.Add(line.Append(needsMark ? GoesOn : string.Empty).ToString());
                line.Clear().Append(Indent);
            }
            else if (line.Length > 0)
            {
                line.Append(' ');
            }

            line.Append(part);
        }

        lines.Add(line.ToString());
        return lines;
    }

    /// <summary>The parts between which a command may be broken, each with whether that needs a mark in front of it.</summary>
    private static IEnumerable<(string Part, bool NeedsMark)> Parts(string command)
    {
        int start = 0;
        int depth = 0;
        bool isQuoted = false;
        bool needsMark = false;
        for (int at = 0; at < command.Length; at++)
        {
            char c = command[at];
            if (Quotes.IndexOf(c) >= 0)
            {
                isQuoted = !isQuoted;
            }
            else if (!isQuoted && c is '{' or '(' or '}' or ')')
            {
                depth += c is '{' or '(' ? 1 : -1;
            }
            else if (!isQuoted && c == ' ' && at > 0)
            {
                // Behind these the line goes on by itself; elsewhere only a parameter may begin a line.
                bool isOpen = command[at - 1] is ',' or ';' or '{';
                if (isOpen || (depth == 0 && at + 2 < command.Length && command[at + 1] == '-' && char.IsLetter(command[at + 2])))
                {
                    yield return (command.Substring(start, at - start), needsMark);
                    start = at + 1;
                    needsMark = !isOpen;
                }
            }
        }

        yield return (command.Substring(start), needsMark);
    }
}
