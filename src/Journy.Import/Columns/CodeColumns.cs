using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace Journy.Import.Columns;

/// <summary>
/// Columns whose digits are no quantity, told by the words of their name: numbers of phones, customers, accounts, invoices, taxes
/// and persons, postcodes, IDs, versions. They stay text even if every cell looks like a number, since the next file may hold one
/// that does not. Columns that count such things are none: "number of accounts", "Anzahl Telefone".
/// </summary>
/// <remarks>
/// Knows words of English, Dutch, German, French, Italian, Spanish, Portuguese, Danish, Norwegian, Swedish, Finnish, Polish, Czech,
/// Hungarian and Romanian, and some of Russian, Ukrainian, Bulgarian and Greek, whatever their case and accents. For other names there
/// is -PropertyType.
/// </remarks>
internal static class CodeColumns
{
    // Whole words that name a code wherever they stand. Short ones and those with a second meaning are in other lists below.
    private static readonly HashSet<string> Codes = WordList.Of(
        // Phones.
        "anexo cell cellphone cellulare celular celulares doorkiesnummer durchwahl ext extension fax fon gsm handy komorka",
        "matkapuhelin mob mobil mobile movil msisdn natel nebenstelle phone phones portable puhelin puhelinnumero ramal tel",
        "telefax telemovel telf telnr tfno tlf whatsapp",

        // Places.
        "bankcode blz cep codepostal codpostal eircode irsz pincode plz postal postcode postinumero postnr postnummer psc",
        "sortcode zip zipcode",

        // Taxes, companies, persons.
        "abn acn afm amka bce bsn btw bulstat cif cnp cnpj cpf cpr cuenta cui cuil cuit curp cvr dni edrpou egn eik ein hetu",
        "ico inn jmbg kbo kennitala kpp krs kvk nie nif nip nipc nit ogrn oib orgno orgnr pesel regon rfc rg rsin ruc rut siren",
        "sirene siret snils ssn tin uid ust ustid vat vatin ytunnus",

        // Banks.
        "bic bsb cbu clabe duns iban konto kontonr lei rekeningnr swift",

        // Things.
        "accountid asin badge barcode build clientid cod code codes codice codigo companyid contactid customerid dossiernr ean",
        "externalid firmware gtin guid iccid id identifier ids imei ip isbn issn kennung key kod kode kodi legajo mac matricola",
        "matricula matricule memberid oid orderid pin productid ref reference referencia referentie referenz referenza release",
        "serial serie sku upc userid uuid versao versie versio version versione versiune verze verzio wersja",

        // Other scripts.
        "αφμ κινητο κωδικος τκ булстат егн едрпоу еик инн код кпп огрн снилс єдрпоу іпн");

    // Parts of words that no word for anything else has.
    private static readonly string[] Parts =
    [
        "bankaccount", "bankkonto", "bankleitzahl", "bankrekening", "codepostal", "codicefiscale", "codicepostale", "codigofiscal",
        "codigopostal", "debitor", "fodselsnummer", "iban", "iranyitoszam", "kodpocztowy", "kodpostal", "kreditor", "kundenkonto",
        "kvk", "partitaiva", "personnummer", "phone", "postalcode", "postcode", "postleitzahl", "rijksregister", "steuerid",
        "telefon", "telefoon", "telephon", "whatsapp", "ytunnus", "zipcode", "τηλεφων", "мобильн", "телефон",
    ];

    // Codes with a word of quantities in them.
    private static readonly string[] Compounds = { "costcenter", "costcentre", "kostenstelle" };

    // Words that end in these number a thing: Kundennummer, klantnr. "Mitarbeiterzahl" does not.
    private static readonly string[] Endings =
    [
        "cislo", "kennung", "nr", "number", "numer", "numero", "nummer", "nummern", "nummers", "szam", "номер",
    ];

    // Words that say "number" of a thing: as the last word they number it ("invoice no"); as the first they number or count it.
    private static readonly HashSet<string> Numbers = WordList.Of("number no nr num nummer numero numer nro n cislo szam номер αριθμος #");

    // What a first "number" numbers: "numéro client". Anything else is counted: "numéro de salariés", "number seats".
    private static readonly HashSet<string> Things = WordList.Of(
        "abonado abonne account adherent afiliado asegurado assure calle cellulare celular client cliente colegiado commande",
        "compte conta contact conto contract contrat contrato contratto contribuinte contribuyente cuenta customer dipendente",
        "documento dossier empleado employee encomenda etudiant expediente factura facture faktury fattura fatura fax fiscal",
        "fiscale fornecedor fornitore fournisseur funcionario identidad identificacao identificacion identification identite",
        "immatriculation iva klant klient klienta konta kontakt kunde licenca licence licencia licenza matricula member membre",
        "membro movil order ordine pedido police poliza polizza portable proveedor puerta registro rue securite seguridad serie",
        "social sociale socio supplier tel telefone telefonni telefono telefonu telephone ticket tva umowy user zamowienia",
        "договора заказа клиента счета телефона");

    // Between "number" and the thing.
    private static readonly HashSet<string> Links = WordList.Of(
        "of o de du des d di del della dei do da dos das van der von vom le la l el");

    // Words that make a quantity of whatever they stand beside, unless the name ends in a word that says "code".
    private static readonly HashSet<string> Quantities = WordList.Of(
        // English.
        "age amount amt average avg balance bounces builds call calls capacity changes clicks cnt cost count counts days",
        "deploys downloads due duration errors extensions fee height hours installs length limit logins mean median messages",
        "minutes months numbers opens orders paid pct per percent percentage points price qty quantity quota rank rate rating",
        "ratio releases requests revenue sales score seconds sessions share size sold spend spent sum total totals updates",
        "usage used value versions views visits volume weight width years",

        // German.
        "anrufe anteil anzahl betrag dauer durchschnitt gesamt kosten laufzeit menge minuten nachrichten preis quote saldo",
        "stand stunden summe tage umsatz zahl",

        // Dutch.
        "aantal bedrag belminuten berichten dagen duur gemiddelde hoeveelheid minuten omzet percentage prijs tarief totaal uren",

        // French.
        "appels cout duree heures jours mois montant moyenne nb nbre nombre pourcentage prix quantite solde somme taux",

        // Italian.
        "chiamate costo durata giorni importo media mesi messaggi ore percentuale prezzo quantita saldo somma tasso",

        // Spanish.
        "cantidad coste dias horas importe llamadas mensajes meses monto numeros porcentaje precio promedio suma tasa",

        // Portuguese.
        "custo ligacoes mensagens percentual porcentagem preco qtd qtde quantidade soma taxa valor valores",

        // The Nordic and Slavic languages, Hungarian, Romanian, Greek.
        "antal belob castka cena dagar dager darabszam hinta ilosc kwota letszam liczba lukumaara maara mennyiseg mnozstvi",
        "numarul osszeg pocet snitt srednia sum suma summa timer timmar αριθμοι ποσοτητα брои количество кількість сумма");

    private static readonly string[] QuantityEndings =
    [
        "aantal", "anzahl", "bedrag", "betrag", "darabszam", "kosten", "letszam", "mitarbeiterzahl", "preis", "prijs", "stand",
        "umsatz",
    ];

    // A name that ends in one of these is a code, whatever stands before it: "price id", "discount code".
    private static readonly HashSet<string> LastWords = WordList.Of(
        "# cod code codice codigo guid id identifier ids key kod kode no nr num number numer numero nummer ref reference sku",
        "uuid");

    // Short words, and those with another meaning: codes only if alone or beside words of an address.
    private static readonly HashSet<string> Short = WordList.Of("cap cp npa");

    private static readonly HashSet<string> AddressWords = WordList.Of(
        "address adresse azienda billing citta city ciudad client cliente comune consegna della destinazione di direccion",
        "domicile domicilio e empresa entrega entreprise envio facturacion facturation fatturazione fiscal fornitore home",
        "indirizzo legale lieu livraison localidad morada municipio naissance nascita ort poblacion residenza sede shipping",
        "siege societe spedizione ville wohnort work");

    // Folded to letters of the Latin alphabet. Letters that Unicode decomposes into a letter and a mark need no entry.
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
            || words.Exists(HasEnding)
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
                && (Codes.Contains(thing) || Parts.Any(part => thing.IndexOf(part, StringComparison.Ordinal) >= 0))
                && !thing.EndsWith("s", StringComparison.Ordinal));
    }

    private static bool HasEnding(string word) =>
        Endings.Any(ending => word.Length > ending.Length + 1 && word.EndsWith(ending, StringComparison.Ordinal));

    private static bool IsQuantity(string word) =>
        Quantities.Contains(word)
        || QuantityEndings.Any(ending => word.Length > ending.Length && word.EndsWith(ending, StringComparison.Ordinal));

    /// <summary>A name without accents; upper and lower case stay.</summary>
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
