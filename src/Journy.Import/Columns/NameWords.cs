using System;
using System.Collections.Generic;
using System.Linq;

namespace Journy.Import.Columns;

/// <summary>
/// What a column may be by the words of its name, if no known export has the name: "Associated Contact Email", "Cust. No.",
/// "orderDate". The cells have to fit as well.
/// </summary>
internal static class NameWords
{
    /// <summary>The rank of a name that says so itself.</summary>
    public const int Likely = 3;

    private const int Possible = 2;
    private const int Faint = 1;

    private static readonly HashSet<string> Addresses = WordList.Of("email emails mail mails mailadres courriel correo epost");

    // Persons with an address or an ID in the row who are not whom the row is about.
    private static readonly HashSet<string> OtherHands = WordList.Of(
        "agent approver assigned assignee bcc by cc creator manager owner rep reply representative seller sender staff support");

    private static readonly HashSet<string> Ids = WordList.Of(
        "id ids guid uuid number no nr num nummer numero numer code key ref login username");

    // Words for an ID alone, which say nothing of whose it is.
    private static readonly HashSet<string> OwnIds = WordList.Of("id guid uuid");

    private static readonly HashSet<string> Persons = WordList.Of(
        "actor attendee benutzer buyer client cliente contact cust customer gebruiker guest klant kunde kunden lead member",
        "participant patient person profile recipient student subscriber user usr usuario utente utilisateur visitor");

    private static readonly HashSet<string> Accounts = WordList.Of(
        "account acct azienda bedrijf client company cust customer debitor empresa firm firma group klant kunde kunden org",
        "organisation organization school societe team tenant workspace");

    // Numbers of something else.
    private static readonly HashSet<string> Things = WordList.Of(
        "account acct bank campaign card charge company country deal department device event fax flow group invoice item line",
        "lineitem list manager message mobile opportunity order org organisation organization owner parent payment phone postal",
        "product segment session shop state store stripe tax tel ticket transaction vat zip");

    private static readonly HashSet<string> Happenings = WordList.Of(
        "activity began begin booked event happened interaction logged occurred order ordered paid payment purchase purchased",
        "start started transaction visited");

    private static readonly HashSet<string> Beginnings = WordList.Of("created creation sent received joined recorded added");

    // When something else happened, or will.
    private static readonly HashSet<string> OtherTimes = WordList.Of(
        "birth birthdate birthday born canceled cancelled changed close closed deleted delivered dob due end ended etl expected",
        "expiration expires expiry finish last load loaded modified next refunded required shipped stop stopped sync synced",
        "until updated");

    private static readonly HashSet<string> Kinds = WordList.Of("type action activity event subject interaction");

    private static readonly HashSet<string> KindsOf = WordList.Of("event activity interaction action user record log");

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
            string? id = Ids.FirstOrDefault(end => word.Length > end.Length && word.EndsWith(end, StringComparison.Ordinal)
                && IsKnown(word.Substring(0, word.Length - end.Length)));
            if (id is not null)
            {
                split.Add(word.Substring(0, word.Length - id.Length));
            }

            split.Add(id ?? word);
        }

        return split;
    }

    private static bool IsKnown(string word) => Persons.Contains(word) || Accounts.Contains(word) || Things.Contains(word);
}
