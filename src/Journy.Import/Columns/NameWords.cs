using System;
using System.Collections.Generic;
using System.Linq;

namespace Journy.Import.Columns;

/// <summary>
/// What the words of a column's name let it be, where no known export has the name: "Associated Contact Email", "Cust. No.",
/// "orderDate". The cells have to fit as well.
/// </summary>
internal static class NameWords
{
    /// <summary>The rank of a name that says so itself.</summary>
    public const int Likely = 3;

    private const int Possible = 2;
    private const int Faint = 1;

    private static readonly HashSet<string> Addresses = Set("email emails mail mails mailadres courriel correo epost");

    // Whose address or ID stands there did not do what the row tells.
    private static readonly HashSet<string> OtherHands = Set("owner agent assignee assigned manager rep representative seller by creator approver sender staff cc bcc reply support");

    private static readonly HashSet<string> Ids = Set("id ids guid uuid number no nr num nummer numero numer code key ref login username");

    // What tells rows apart, whatever they are.
    private static readonly HashSet<string> OwnIds = Set("id guid uuid");

    private static readonly HashSet<string> Persons = Set(
        "customer cust client user usr contact person member lead subscriber visitor buyer profile actor student patient guest attendee participant recipient "
            + "klant kunde kunden gebruiker benutzer utilisateur cliente usuario utente");

    private static readonly HashSet<string> Accounts = Set(
        "account acct company organization organisation org customer cust client tenant workspace team group firm school "
            + "firma bedrijf kunde kunden klant debitor societe empresa azienda");

    // Numbers of something else.
    private static readonly HashSet<string> Things = Set(
        "account acct company organization organisation org owner parent order invoice product item line lineitem campaign flow message session device event transaction payment "
            + "ticket deal opportunity postal zip country state phone tel mobile fax tax vat card bank list group segment department manager store shop stripe charge");

    private static readonly HashSet<string> Happenings = Set(
        "event activity start started begin began happened occurred interaction order ordered purchase purchased paid payment transaction visited booked logged");

    private static readonly HashSet<string> Beginnings = Set("created creation sent received joined recorded added");

    // When something else happened, or will.
    private static readonly HashSet<string> OtherTimes = Set(
        "modified updated changed synced sync due end ended finish birth birthday birthdate dob born expires expiry expiration expected required shipped delivered "
            + "deleted canceled cancelled refunded etl load loaded next last until stop stopped close closed");

    private static readonly HashSet<string> Kinds = Set("type action activity event subject interaction");

    private static readonly HashSet<string> KindsOf = Set("event activity interaction action user record log");

    /// <summary>How likely a column of this name is what journy.io calls so: 0 if not at all.</summary>
    /// <param name="name">The column.</param>
    /// <param name="target">journy.io's name.</param>
    public static int Rank(string name, string target)
    {
        List<string> words = Split(CodeColumns.Words(name));
        return target switch
        {
            "email" => words.Exists(OtherHands.Contains) ? 0 : words.Exists(Addresses.Contains) ? Likely : Faint,
            "user_id" => RankOfId(words, Persons),
            "account_id" => RankOfId(words, Accounts),
            "triggered_at" => words.Exists(OtherTimes.Contains) ? 0
                : words.Exists(Happenings.Contains) ? Likely
                : words.Exists(Beginnings.Contains) ? Possible
                : Faint,
            "name" => words.Count == 0 || !Kinds.Contains(words[words.Count - 1]) ? 0
                : words.Count == 1 ? Possible
                : words.Take(words.Count - 1).All(KindsOf.Contains) ? Likely
                : 0,
            _ => 0,
        };
    }

    private static int RankOfId(List<string> words, HashSet<string> owners) =>
        words.Exists(OtherHands.Contains) || !words.Exists(Ids.Contains) ? 0
        : words.Exists(owners.Contains) ? Likely
        : words.Exists(Things.Contains) || !words.Exists(OwnIds.Contains) ? 0
        : Faint;

    // CONTACTID and accountnumber are two words each.
    private static List<string> Split(List<string> words)
    {
        List<string> split = new();
        foreach (string word in words)
        {
            string? id = Ids.FirstOrDefault(end => word.Length > end.Length && word.EndsWith(end, StringComparison.Ordinal) && IsKnown(word.Substring(0, word.Length - end.Length)));
            if (id is not null)
            {
                split.Add(word.Substring(0, word.Length - id.Length));
            }

            split.Add(id ?? word);
        }

        return split;
    }

    private static bool IsKnown(string word) => Persons.Contains(word) || Accounts.Contains(word) || Things.Contains(word);

    private static HashSet<string> Set(string words) => new(words.Split(' '), StringComparer.Ordinal);
}
