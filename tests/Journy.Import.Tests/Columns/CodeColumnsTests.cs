using System;
using System.Linq;
using Journy.Import.Columns;
using Xunit;

namespace Journy.Tests.Import.Columns;

/// <summary>Names of codes and of quantities, in the languages of Europe and Latin America.</summary>
public sealed class CodeColumnsTests
{
    private const string Codes = """
        Phone 1|phone2|HomePhone|phonenumber|Mobile|Cell|cell phone|work_phone|Fax|fax_no|WhatsApp|whatsapp number|Extension|ext|Phone Ext.|
        Tel|Tel.|tel_1|Telephone|MSISDN
        ZIP|Zip/Postal Code|billing_postcode|postal_code|Postcode|Eircode|sort code|bank account|Bank Account No|Account Number|account_no|
        Invoice No|Invoice Number|Order #|order_number|po number
        Customer Number|customer no.|CustomerNo|customernumber|Member No|Serial|serial number|Barcode|SKU|EAN|ISBN|IMEI|VAT|VAT Number|
        VATNumber|Tax ID|EIN|SSN|TIN|Company ID|id|ID|customerID|CUSTOMER-ID|userid|IDNumber
        Release|Version|app_version|Firmware|build|product key|status code|discount_code|price id|cost center|Cost Centre|reference|Our Ref|
        Lei|SWIFT|BIC|IBAN|IP|PIN
        Klantnummer|Telefoonnummer|Rekeningnummer|BTW|BTW-nummer|BSN|KBO|KBO nummer|Rijksregisternummer|Rijksregister|Ondernemingsnummer|
        Gsm|GSM-nummer|Huisnummer|Factuurnummer|Bankrekening|klantnr|Klant nr.|Artikelnummer|KvK|RSIN|Doorkiesnummer|versie|
        Postcode bezoekadres
        Kundennummer|Kunden-Nr.|KundenNr|KUNDENNR|Kundenkonto|Steuernummer|Steuer-ID|USt-IdNr.|Telefon|Telefon privat|Handy|Mobil|Durchwahl|
        PLZ|Postleitzahl|Bankleitzahl|BLZ|Kontonummer|Konto|Rechnungsnummer|Hausnummer|Personalnummer|Vertragsnummer|Debitor|Kreditor|
        Kennung|Telefax|Artikelnr
        CP|CP livraison|Code postal|code_postal|N° client|Numéro client|Numéro de client|Numéro de téléphone|Téléphone|Portable|
        Tél. portable|SIRET|SIREN|Numéro de TVA|Numéro de facture|Num client|Matricule|Numéro de sécurité sociale|N° abonné|N° étudiant|
        version
        CAP|CAP residenza|Codice fiscale|Partita IVA|Telefono|Cellulare|Numero cliente|Numero di telefono|Codice cliente|Numero fattura|
        Numero d'ordine|Matricola|versione
        Teléfono|Telefono movil|Móvil|Celular|NIF|CIF|DNI|NIE|RUT|RUC|RFC|CURP|CUIT|NIT|Código postal|Codigo cliente|Número de cliente|
        Nº de cuenta|Número de factura|CLABE|Legajo|versión|Extensión teléfono|Nº Colegiado|N.º afiliado
        CPF|CNPJ|CEP|Telemóvel|Celular 2|NIPC|Número de cliente|Número do pedido|Número da conta|Código|Ramal|Inscrição CNPJ|RG
        Kundenummer|Telefonnummer|Mobilnummer|Postnr|Postnummer|Personnummer|Orgnr|CVR|CPR|Fødselsnummer|Kontonr|Puhelin|Puhelinnumero|
        Postinumero|Y-tunnus
        Numer klienta|Numer telefonu|Numer faktury|NIP|PESEL|REGON|KRS|Kod pocztowy|Komórka|PSČ|Telefonní číslo|Číslo faktury|IČO|Adószám|
        Telefonszám|Irányítószám|Bankszámlaszám|CNP|CUI|Cod poștal|Număr telefon
        Телефон|Мобильный|ИНН|Номер телефона|Номер счёта|ЕГН|ЄДРПОУ|ΑΦΜ|Τηλέφωνο|Κινητό|ΤΚ
        """;

    private const string Quantities = """
        number_of_seats|Number of employees|number of accounts|No. of users|no_of_invoices|number of phones|phone_count|phone calls|
        Phone minutes|num_seats|num_users|number|Index|n_users|# of seats
        mrr|ARR|seats|paid|bid|tax|price|total|amount|qty|quantity|capacity|cpu|cpu_count|escape count|escapes|hotel_nights|credits|balance|
        account balance|Account age|session count|sessions|logins|opens|clicks
        market cap|cap table rows|usage cap|salary cap|cap rate|cp ratio|seat cap|cost|cost per seat|revenue|spend|score|nps|rating|age|
        height|weight|width|length|size|latitude|longitude|discount|discount rate
        zip codes used|extensions|extension days|releases|versions|builds|release count|version count|keys pressed|bitrate|rate|percent|
        usage|storage gb|volume|temperature|distance|likes|followers|posts|orders|order value|order total|invoice amount
        invoice total|tickets|days since login|hours|minutes used|months|years|employees|headcount|visitors|downloads|messages|
        whatsapp messages|vat amount|vat rate|budget|points|level|stock|inventory|floor area|rooms|beds|children|members
        aantal|Aantal gebruikers|Aantal klanten|aantal telefoons|hoeveelheid|bedrag|factuurbedrag|BTW-bedrag|BTW percentage|btw tarief|
        omzet|prijs|leeftijd|korting|dagen|uren|belminuten|saldo
        Anzahl|Anzahl Nutzer|Anzahl Telefone|Mitarbeiterzahl|Mitarbeiteranzahl|Nutzeranzahl|Menge|Summe|Umsatz|Jahresumsatz|Preis|
        Kontostand|Lagerbestand|Größe|Alter|Rabatt|Betrag|Rechnungsbetrag|Anrufe|Gesprächsdauer|Steuer|Kosten|Laufzeit
        nombre de|Nombre de clients|Nombre d'utilisateurs|nb_clients|Nb utilisateurs|Quantité|Montant|Montant facture|Prix|
        Chiffre d'affaires|Âge|Solde|Solde compte|Durée|Remise|Numéros appelés|Taux de TVA
        Numero di dipendenti|numero dipendenti|Quantità|Importo|Importo fattura|Prezzo|Fatturato|Età|Sconto|Saldo conto|Durata
        Número de empleados|Numero de usuarios|Cantidad|Cantidad de celulares|Importe|Monto|Precio|Ingresos|Edad|Descuento|Saldo cuenta|
        Duración|Llamadas
        Número de funcionários|Quantidade|Qtd|Valor|Valor do pedido|Preço|Receita|Idade|Desconto|Saldo da conta|Duração
        Antal|Antal brugere|Antal telefoner|Beløb|Pris|Alder|Omsetning|Määrä|Hinta|Ikä|Liczba|Liczba dni|Liczba telefonów|Ilość|Kwota|Cena|
        Wiek|Počet|Cena celkem|Darabszám|Létszám|Ár|Összeg|Cantitate|Preț
        Количество|Сумма|Цена|Возраст|Кількість|Брой|Ποσότητα|Τιμή
        """;

    [Fact]
    public void Names_of_codes_are_known()
    {
        string[] names = Split(Codes);
        Assert.True(names.Length >= 150, $"{names.Length} names");
        Assert.All(names, name => Assert.True(CodeColumns.Has(name), name));
    }

    [Fact]
    public void Names_of_quantities_are_not_taken_for_codes()
    {
        string[] names = Split(Quantities);
        Assert.True(names.Length >= 150, $"{names.Length} names");
        Assert.All(names, name => Assert.False(CodeColumns.Has(name), name));
    }

    [Fact]
    public void Case_accents_and_their_form_do_not_matter()
    {
        string[] wrong = Split(Codes)
            .SelectMany(
                name => new[]
                {
                    name.ToUpperInvariant(),
                    name.ToLowerInvariant(),
                    name.Normalize(System.Text.NormalizationForm.FormD),
                    name.Replace(' ', '_')
                }
                    .Where(variant => !CodeColumns.Has(variant)))
            .Where(variant => !CamelOnly.Contains(variant))
            .ToArray();
        Assert.Empty(wrong);
    }

    [Theory]
    [InlineData("na\uFFFEme", false)]
    [InlineData("\uFDD0", false)]
    [InlineData("phone\uFFFF", true)]
    [InlineData("\uFDEF zip", true)]
    public void Characters_that_Unicode_keeps_for_itself_stand_between_words(string name, bool isCode) =>
        Assert.Equal(isCode, CodeColumns.Has(name));

    // What only its capitals take apart.
    private static readonly string[] CamelOnly = [.. new[] { "HomePhone", "CustomerNo", "VATNumber", "customerID", "IDNumber", "KundenNr" }
        .SelectMany(name => new[] { name.ToUpperInvariant(), name.ToLowerInvariant() })];

    private static string[] Split(string names) =>
        names.Split(['|', '\n'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
