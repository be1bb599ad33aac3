using System;
using System.Collections.Generic;
using System.Linq;

namespace Journy.Import;

/// <summary>
/// Columns whose digits are no quantity, told by their name: phone numbers, postcodes, IDs, accounts, versions. They stay
/// text even where every cell looks like a number, since the next file may hold one that does not.
/// </summary>
internal static class CodeColumns
{
    // A word of the name, whole.
    private static readonly HashSet<string> Words = new(StringComparer.Ordinal)
    {
        "phone", "phones", "telephone", "tel", "cell", "cellphone", "mobile", "gsm", "fax", "whatsapp", "handy", "mobil", "telefax",
        "zip", "zipcode", "postal", "postcode", "postleitzahl", "plz", "cep", "pincode", "pin",
        "vat", "vatin", "tin", "ust", "uid", "siren", "siret", "ssn", "ein", "kvk", "iban", "bic", "swift", "bsb", "duns", "lei",
        "id", "ids", "identifier", "uuid", "guid", "oid", "key", "code", "ref", "reference", "serial", "barcode",
        "sku", "ean", "upc", "gtin", "isbn", "asin", "imei", "ip", "version",
        "userid", "customerid", "accountid", "companyid", "clientid", "contactid", "externalid", "orderid", "productid", "memberid",
    };

    // A part of the name, wherever it stands: no other words hold these.
    private static readonly string[] Parts = ["phone", "telefon", "postcode", "zipcode", "postalcode", "iban"];

    // As the last word these number a thing ("invoice no"); as the first they count things ("number of seats").
    private static readonly string[] LastWords = ["number", "no", "nr", "num", "nummer", "numero", "#"];

    /// <summary>Whether a column of this name holds codes.</summary>
    public static bool Has(string name)
    {
        List<string> words = WordsOf(name);
        string letters = string.Concat(words);
        return words.Exists(Words.Contains)
            || (words.Count > 1 && LastWords.Contains(words[words.Count - 1]))
            || Parts.Any(part => letters.IndexOf(part, StringComparison.Ordinal) >= 0);
    }

    // "customerID", "Customer Id", "customer_id" and "CUSTOMER-ID" are the same two words.
    private static List<string> WordsOf(string name)
    {
        var words = new List<string>();
        int start = 0;
        for (int i = 0; i <= name.Length; i++)
        {
            bool inside = i < name.Length && char.IsLetter(name[i]);
            bool boundary = !inside || (i > start && char.IsUpper(name[i])
                && (!char.IsUpper(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1]))));
            if (!boundary)
            {
                continue;
            }

            if (i > start)
            {
                words.Add(name.Substring(start, i - start).ToLowerInvariant());
            }

            start = inside ? i : i + 1;
            if (i < name.Length && name[i] == '#')
            {
                words.Add("#");
            }
        }

        return words;
    }
}
