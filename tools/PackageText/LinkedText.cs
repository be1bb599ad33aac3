using System;
using System.Linq;
using System.Text;

namespace Journy.PackageText;

/// <summary>Texts that lead to the sources. Without an address they stay as they are.</summary>
internal static class LinkedText
{
    private const string LinkStart = "](";
    private const string Details = "<command:details>";
    private const string NameStart = "<command:name>";
    private const string NameEnd = "</command:name>";
    private const string RelatedLinks = "<command:relatedLinks>";

    private static readonly string[] NotInTheRepository = ["http:", "https:", "#"];

    /// <summary>The readme, with links to the repository as addresses.</summary>
    public static string Readme(string readme, string? sources)
    {
        string[] parts = readme.Split(LinkStart);
        return sources is null
            ? readme
            : string.Join(LinkStart, parts.Skip(1).Select(part => StaysAsItIs(part) ? part : sources + part).Prepend(parts[0]));
    }

    /// <summary>The help, with each cmdlet's page as its first link: Get-Help -Online opens the first one that has an address.</summary>
    public static string Help(string help, string? sources)
    {
        if (sources is null)
        {
            return help;
        }

        StringBuilder linked = new();
        int copied = 0;
        for (int links = Find(0); links >= 0; links = Find(copied))
        {
            int name = help.IndexOf(NameStart, help.LastIndexOf(Details, links, StringComparison.Ordinal), StringComparison.Ordinal)
                + NameStart.Length;
            string cmdlet = help[name..help.IndexOf(NameEnd, name, StringComparison.Ordinal)];
            int inside = links + RelatedLinks.Length;
            string lineStart = help[inside..help.IndexOf('<', inside)];
            linked.Append(help, copied, inside - copied)
                .Append(lineStart).Append("<maml:navigationLink>")
                .Append(lineStart).Append("  <maml:linkText>Online version:</maml:linkText>")
                .Append(lineStart).Append("  <maml:uri>").Append(sources).Append("docs/").Append(cmdlet).Append(".md</maml:uri>")
                .Append(lineStart).Append("</maml:navigationLink>");
            copied = inside;
        }

        return linked.Append(help, copied, help.Length - copied).ToString();

        int Find(int from) => help.IndexOf(RelatedLinks, from, StringComparison.Ordinal);
    }

    private static bool StaysAsItIs(string link) => NotInTheRepository.Any(start => link.StartsWith(start, StringComparison.Ordinal));
}
