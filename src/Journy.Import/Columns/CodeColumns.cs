using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace Journy.Import.Columns;

/// <summary>
/// Columns whose digits are no quantity, told by the words of their name: numbers of phones, customers, accounts, invoices, taxes
/// and persons, postcodes, IDs, versions. They stay text even if every cell looks like a number, since the next file may hold one
/// that does not. Not those that count such things: "number of accounts", "Anzahl Telefone".
/// </summary>
/// <remarks>
/// Knows words of English, Dutch, German, French, Italian, Spanish, Portuguese, Danish, Norwegian, Swedish, Finnish, Polish, Czech,
/// Hungarian and Romanian, and some of Russian, Ukrainian, Bulgarian and Greek, whatever their case and accents. A name in another
/// language, or a word of its own, is not known: -PropertyType says it.
/// </remarks>
internal static class CodeColumns
{
    // Whole words that name a code wherever they stand. What is short or has a second meaning is among those below.
    private static readonly HashSet<string> Codes = Set(
        // phones
        "phone phones cell cellphone mobile gsm fax telefax whatsapp handy mobil natel tel telf tlf tfno telnr fon portable celular celulares cellulare movil "
            + "telemovel matkapuhelin puhelin puhelinnumero komorka extension ext durchwahl nebenstelle doorkiesnummer ramal anexo mob msisdn "
            // places
            + "zip zipcode postal postcode pincode plz cep eircode psc irsz postnr postnummer postinumero codpostal codepostal bankcode sortcode blz "
            // taxes, companies, persons
            + "vat vatin tin ust ustid uid siren siret ssn ein abn acn kvk bsn btw kbo bce rsin nif nipc nie dni cif nit rut ruc rfc curp cpf cnpj rg cuit cuil "
            + "cuenta pesel nip regon krs ico oib jmbg cnp cui afm amka cvr cpr egn eik bulstat ytunnus hetu orgnr orgno kennitala sirene inn ogrn kpp snils edrpou "
            // banks
            + "iban bic swift bsb duns lei konto kontonr rekeningnr clabe cbu "
            // things
            + "id ids identifier uuid guid oid key code codes kod kode codigo codice kodi cod ref reference referenz referencia referenza referentie serial serie "
            + "barcode sku ean upc gtin isbn issn asin imei iccid mac ip pin badge matricule matricula matricola legajo dossiernr kennung "
            + "version versie versione versao wersja verze versio verzio versiune release build firmware "
            + "userid customerid accountid companyid clientid contactid externalid orderid productid memberid "
            // other scripts
            + "код инн огрн кпп снилс еик егн булстат едрпоу іпн єдрпоу αφμ τκ κωδικος κινητο");

    // Parts of words that stand in no others.
    private static readonly string[] Parts =
    [
        "phone", "telefon", "telephon", "telefoon", "postcode", "zipcode", "postalcode", "postleitzahl", "bankleitzahl", "iban", "rijksregister", "personnummer",
        "fodselsnummer", "codepostal", "codigopostal", "codicepostale", "codicefiscale", "codigofiscal", "kodpocztowy", "kodpostal", "iranyitoszam", "partitaiva",
        "steuerid", "whatsapp", "kvk", "ytunnus", "bankaccount", "bankrekening", "bankkonto", "kundenkonto", "debitor", "kreditor", "телефон", "мобильн", "τηλεφων",
    ];

    // Codes with a word of quantities in them.
    private static readonly string[] Compounds = { "costcenter", "costcentre", "kostenstelle" };

    // Words that end in these number a thing: Kundennummer, klantnr. "Mitarbeiterzahl" does not.
    private static readonly string[] Endings = { "number", "nummer", "nummern", "nummers", "nr", "numero", "numer", "cislo", "szam", "kennung", "номер" };

    // Words that say "number" of a thing: as the last word they number it ("invoice no"); as the first they number or count it.
    private static readonly HashSet<string> Numbers = Set("number no nr num nummer numero numer nro n cislo szam номер αριθμος #");

    // What a first "number" numbers: "numéro client". What it does not know it counts: "numéro de salariés", "number seats".
    private static readonly HashSet<string> Things = Set(
        "client cliente klient klienta kunde klant customer user account member contact fournisseur proveedor fornecedor fornitore supplier facture factura fatura fattura "
            + "faktury commande pedido encomenda ordine order zamowienia compte cuenta conta conto konta kontakt contrat contrato contratto umowy contract dossier expediente "
            + "adherent abonne assure etudiant colegiado afiliado abonado asegurado socio membre membro fiscal fiscale contribuyente contribuinte identificacion identificacao identification identite identidad documento tva iva "
            + "serie licence licencia licenza licenca police poliza polizza empleado employee dipendente funcionario rue calle puerta ticket fax portable celular movil "
            + "cellulare tel telefono telephone telefone telefonu telefonni securite sociale seguridad social registro immatriculation matricula счета клиента договора заказа телефона");

    // Between "number" and the thing.
    private static readonly HashSet<string> Links = Set("of o de du des d di del della dei do da dos das van der von vom le la l el");

    // Words that make a quantity of whatever they stand beside, unless the name ends in a word that says "code".
    private static readonly HashSet<string> Quantities = Set(
        "count counts cnt quantity qty total totals sum amount amt average avg mean median rate ratio percent percentage pct share score points rank rating "
            + "balance revenue price cost fee usage used limit quota capacity size length width height weight volume per days hours minutes seconds months years age "
            + "calls call visits sessions messages logins opens clicks bounces views downloads installs requests errors changes sold sales numbers releases versions builds "
            + "extensions orders updates deploys value spend spent duration paid due "
            + "anzahl zahl menge summe betrag gesamt durchschnitt quote anteil stand saldo umsatz preis kosten dauer tage stunden minuten laufzeit anrufe nachrichten "
            + "aantal hoeveelheid totaal bedrag gemiddelde percentage tarief prijs omzet dagen uren duur minuten belminuten berichten "
            + "nombre nb nbre quantite montant somme moyenne taux pourcentage prix cout solde duree jours heures mois appels "
            + "quantita importo somma media tasso percentuale prezzo costo saldo durata giorni ore mesi chiamate messaggi "
            + "cantidad numeros importe monto suma promedio tasa porcentaje precio coste dias horas meses llamadas mensajes "
            + "quantidade qtd qtde valor valores soma taxa porcentagem percentual preco custo ligacoes mensagens "
            + "antal belob sum snitt dager dagar timer timmar maara lukumaara summa hinta liczba ilosc kwota suma srednia cena pocet mnozstvi castka "
            + "darabszam letszam osszeg mennyiseg numarul количество сумма кількість брои ποσοτητα αριθμοι");

    private static readonly string[] QuantityEndings = { "anzahl", "mitarbeiterzahl", "stand", "betrag", "bedrag", "aantal", "kosten", "darabszam", "letszam", "umsatz", "preis", "prijs" };

    // Ends in one of these, and it is a code, whatever stands before: "price id", "discount code".
    private static readonly HashSet<string> LastWords = Set("id ids identifier uuid guid key code kod kode codigo codice cod ref reference sku number no nr num nummer numero numer #");

    // Short ones, and those with another meaning: codes only alone or beside words of an address.
    private static readonly HashSet<string> Short = Set("cap cp npa");

    private static readonly HashSet<string> AddressWords = Set(
        "residenza sede legale fatturazione spedizione domicilio citta comune indirizzo destinazione consegna nascita cliente azienda fornitore di della e "
            + "livraison facturation ville adresse client entreprise siege societe domicile naissance envio facturacion entrega ciudad fiscal direccion empresa poblacion "
            + "localidad municipio morada address billing shipping city home work ort wohnort lieu");

    // Folded to letters of the Latin alphabet; what decomposes into a letter and a mark is folded without this list.
    private static readonly Dictionary<char, string> Letters = new()
    {
        ['ß'] = "ss",
        ['ø'] = "o",
        ['Ø'] = "O",
        ['æ'] = "ae",
        ['Æ'] = "AE",
        ['œ'] = "oe",
        ['Œ'] = "OE",
        ['ł'] = "l",
        ['Ł'] = "L",
        ['đ'] = "d",
        ['Đ'] = "D",
        ['ı'] = "i",
    };

    /// <summary>Whether a column of this name holds codes.</summary>
    public static bool Has(string name)
    {
        List<string> words = Words(name);
        if (words.Count == 0)
        {
            return false;
        }

        string letters = string.Concat(words);
        if (Compounds.Any(part => letters.IndexOf(part, StringComparison.Ordinal) >= 0))
        {
            return true;
        }

        string first = words[0];
        string last = words[words.Count - 1];
        if (words.Count > 1 && Numbers.Contains(first) && !LastWords.Contains(last))
        {
            return IsNumberOfThing(words);
        }

        if (words.Exists(IsQuantity) && (words.Count == 1 || !LastWords.Contains(last)))
        {
            return false;
        }

        if (words.Exists(Short.Contains) && words.TrueForAll(word => Short.Contains(word) || AddressWords.Contains(word)))
        {
            return true;
        }

        return words.Exists(Codes.Contains)
            || (words.Count > 1 && Numbers.Contains(last))
            || words.Exists(word => Endings.Any(ending => word.Length > ending.Length + 1 && word.EndsWith(ending, StringComparison.Ordinal)))
            || Parts.Any(part => letters.IndexOf(part, StringComparison.Ordinal) >= 0);
    }

    /// <summary>The words of a name, in small letters and without accents.</summary>
    public static List<string> Words(string name) => WordsOf(Fold(name));

    /// <summary>"numéro de client" numbers one client; "number of clients" counts many.</summary>
    private static bool IsNumberOfThing(List<string> words)
    {
        int at = 1;
        while (at < words.Count - 1 && Links.Contains(words[at]))
        {
            at++;
        }

        string thing = words[at];
        return Things.Contains(thing)
            || (!words.Skip(1).Any(IsQuantity) && (at == 1 || words[1] is not "of")
                && (Codes.Contains(thing) || Parts.Any(part => thing.IndexOf(part, StringComparison.Ordinal) >= 0)) && !thing.EndsWith("s", StringComparison.Ordinal));
    }

    private static bool IsQuantity(string word) =>
        Quantities.Contains(word) || QuantityEndings.Any(ending => word.Length > ending.Length && word.EndsWith(ending, StringComparison.Ordinal));

    private static HashSet<string> Set(string words) => new(words.Split(' '), StringComparer.Ordinal);

    /// <summary>A name without accents, in the case that it has.</summary>
    private static string Fold(string name)
    {
        StringBuilder folded = new(name.Length);
        string letters = string.Concat(name.Select(character => SecretColumns.CanBeNormalized(character) ? character : ' '));
        foreach (char character in letters.Normalize(NormalizationForm.FormKD))
        {
            if (Letters.TryGetValue(character, out string? plain))
            {
                folded.Append(plain);
            }
            else if (CharUnicodeInfo.GetUnicodeCategory(character) != UnicodeCategory.NonSpacingMark)
            {
                folded.Append(character);
            }
        }

        return folded.ToString();
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
