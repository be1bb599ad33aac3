using System;
using System.Collections.Generic;
using System.Linq;

namespace Journy.Completion;

/// <summary>journy.io's names of what a row holds besides properties.</summary>
internal static class IdentityNames
{
    private static readonly string[] User = { "user_id", "email" };
    private static readonly string[] Account = { "account_id", "domain" };
    private static readonly string[] Event = { "name", "triggered_at" };

    /// <summary>Those that a command reads.</summary>
    public static IReadOnlyList<string> Of(CompletionRequest request) =>
        request.IsEvent ? Event.Concat(User).Concat(Account).ToArray()
        : request.IsMembership ? User.Concat(Account).ToArray()
        : request.Entity == JournyEntity.Account ? Account
        : request.Entity == JournyEntity.User ? User
        : User.Append("device_id").ToArray();

    /// <summary>Whether a command reads a name as one of them.</summary>
    public static bool Has(CompletionRequest request, string name) => Of(request).Contains(Spell(name), StringComparer.Ordinal);

    /// <summary>A column's name as journy.io's names are spelled: First Name and FirstName become first_name.</summary>
    public static string Spell(string name)
    {
        List<char> spelled = new(name.Length + 4);
        for (int i = 0; i < name.Length; i++)
        {
            char character = name[i];
            if (!char.IsLetterOrDigit(character))
            {
                Separate(spelled);
                continue;
            }

            if (char.IsUpper(character) && i > 0 && char.IsLower(name[i - 1]))
            {
                Separate(spelled);
            }

            spelled.Add(char.ToLowerInvariant(character));
        }

        return new string(spelled.ToArray()).TrimEnd('_');
    }

    private static void Separate(List<char> spelled)
    {
        if (spelled.Count > 0 && spelled[spelled.Count - 1] != '_')
        {
            spelled.Add('_');
        }
    }
}
