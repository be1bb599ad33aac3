using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Bogus;

namespace Journy.Samples.DataGenerator;

/// <summary>
/// Makes the sample file's customers. All of them are made up: their addresses end in names that are reserved for examples
/// (RFC 2606, RFC 6761), their phone numbers lie in ranges that regulators keep free for fiction.
/// </summary>
internal sealed class CustomerMaker
{
    private const int Seed = 20220603;

    // Country names as exports have them, in English; null is any country.
    private static readonly (string Locale, string? Country)[] Homes =
    [
        ("en_US", null), ("en_US", null), ("en_US", null), ("en_US", null), ("en_US", "United States"),
        ("en_GB", "United Kingdom"), ("en_GB", "United Kingdom"),
        ("ar", "United Arab Emirates"), ("cz", "Czechia"), ("de", "Germany"), ("de", "Austria"), ("es", "Spain"),
        ("fr", "France"), ("fr", "Côte d'Ivoire"), ("it", "Italy"), ("ja", "Japan"), ("ko", "Korea, Republic of"),
        ("nl", "Netherlands"), ("pl", "Poland"), ("pt_BR", "Brazil"), ("ru", "Kazakhstan"), ("sv", "Sweden"),
        ("tr", "Türkiye"), ("uk", "Ukraine"), ("vi", "Viet Nam"), ("zh_CN", "China"),
    ];

    // # is any digit. Kept free for fiction: 555-01xx in North America, 20 7946 0xxx, 1632 960xxx and 7700 900xxx in the
    // United Kingdom, 30 23125xxx and 89 99998xxx in Germany, 1 99 00 xx xx and 6 39 98 xx xx in France, 2 5550 xxxx in Australia.
    private static readonly string[] Phones =
    [
        "312-555-01##", "(213)555-01##", "617.555.01##", "20655501##", "415-555-01##x####", "(702)555-01##x#####",
        "001-503-555-01##", "001-305-555-01##x####", "+1-360-555-01##", "+1-404-555-01##x#####", "+130355501##",
        "020 7946 0###", "+44 20 7946 0###", "01632 960###", "07700900###",
        "030 23125###", "+49 30 23125 ###", "089/99998-###", "0049 89 99998###",
        "01 99 00 ## ##", "+33 6 39 98 ## ##", "(02) 5550 ####", "+61 2 5550 ####",
    ];

    private static readonly string[] MailDomains = ["example.com", "example.org", "example.net"];

    private static readonly DateOnly FirstDay = new(2020, 1, 1);
    private static readonly DateOnly LastDay = new(2022, 5, 30);

    private readonly Randomizer _random = new(Seed);
    private readonly Dictionary<string, Faker> _fakers = [];
    private readonly HashSet<string> _customerIds = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Makes the next row.</summary>
    /// <param name="number">The row's number, from 1 on; ask for them in order.</param>
    /// <returns>The row's cells, and why it must fail, if it must.</returns>
    internal (IReadOnlyList<string> Cells, RowFault Fault) Make(int number)
    {
        Customer customer = Next(number);
        switch (number)
        {
            // Readers that take # for a comment lose these two rows.
            case 417 or 733:
                customer.Index = "#" + customer.Index;
                return (customer.ToCells(), RowFault.None);

            // A line that begins with # is no comment either, and it begins inside a cell.
            case 58:
                customer.Company = "Harbour & Vine Trading\n#2 Wharf, Unit 7";
                return (customer.ToCells(), RowFault.None);

            // A file that was put together on two systems has line breaks of two kinds.
            case 640:
                customer.Company = "Bluebell Catering\r\nEvents Department";
                return (customer.ToCells(), RowFault.None);

            case 87:
                customer.CustomerId = string.Empty;
                customer.Email = string.Empty;
                return (customer.ToCells(), RowFault.NoIdentity);

            case 214:
                customer.Company = "Larkspur Logistics";
                return (customer.ToCells().Take(6).ToArray(), RowFault.TooFewCells);

            case 391:
                customer.Company = "Nowak";
                List<string> cells = [.. customer.ToCells()];
                cells.Insert(5, " Kowalska i Synowie");
                return (cells, RowFault.TooManyCells);

            case 556:
                customer.Email = "jane.doe@example";
                return (customer.ToCells(), RowFault.RefusedEmail);

            case 702:
                customer.SubscriptionDate = "26/07/2021";
                return (customer.ToCells(), RowFault.DateNotIso);

            // The file writes this row in Latin-1, so all of it must be Latin-1.
            case 868:
                customer.FirstName = "Jürgen";
                customer.LastName = "Müller";
                customer.Company = "Bäckerei Müller";
                customer.City = "Köln";
                customer.Country = "Germany";
                return (customer.ToCells(), RowFault.InvalidBytes);

            default:
                return (customer.ToCells(), RowFault.None);
        }
    }

    private Customer Next(int number)
    {
        (string locale, string? country) = _random.ArrayElement(Homes);
        Faker faker = For(locale);

        // Trimmed: some of the names end in a blank, which no reader should have to have an opinion on.
        Customer customer = new()
        {
            Index = number.ToString(CultureInfo.InvariantCulture),
            CustomerId = CustomerId(),
            FirstName = faker.Name.FirstName().Trim(),
            LastName = faker.Name.LastName().Trim(),
            City = faker.Address.City().Trim(),
            Country = country ?? faker.Address.Country(),
            Phone1 = Phone(),
            Phone2 = Phone(),
            SubscriptionDate = SubscriptionDate(),
        };
        customer.Company = Company(faker, customer.LastName);
        customer.Email = Email(faker, customer, number);
        customer.Website = Website(faker);

        Blank(customer);
        return customer;
    }

    private Faker For(string locale)
    {
        if (!_fakers.TryGetValue(locale, out Faker? faker))
        {
            // One source of chance for all, else every locale would draw the same numbers.
            faker = new Faker(locale) { Random = _random };
            _fakers.Add(locale, faker);
        }

        return faker;
    }

    private string CustomerId()
    {
        string id;
        do
        {
            id = _random.String2(15, "0123456789abcdefABCDEF");
        }
        while (!_customerIds.Add(id));

        return id;
    }

    private string Company(Faker faker, string lastName)
    {
        string second = faker.Name.LastName().Trim();
        string third = faker.Name.LastName().Trim();
        string suffix = faker.Company.CompanySuffix().Trim();
        return _random.Int(0, 99) switch
        {
            < 30 => $"{second} {suffix}",
            < 50 => $"{second}-{third}",
            < 75 => $"{lastName}, {second} and {third}",
            < 87 => $"{second}, {suffix}",
            < 92 => $"{second} \"{faker.Address.City().Trim()}\" {suffix}",
            < 94 => $"\"{second}\"",
            < 97 => $"{second} {suffix}\n{faker.Address.City().Trim()}",
            _ => $"{lastName} & {second}",
        };
    }

    private string Email(Faker faker, Customer customer, int number)
    {
        // Names that are not written in letters that Bogus can spell in ASCII leave next to nothing.
        string local = faker.Internet.UserName(customer.FirstName, customer.LastName).ToLowerInvariant();
        local = new string([.. local.Where(c => char.IsAsciiLetter(c) || c is '.' or '_')]).Trim('.', '_');
        if (local.Length == 0)
        {
            local = "customer";
        }

        // The number keeps the addresses apart.
        string domain = _random.Bool(0.4f) ? _random.ArrayElement(MailDomains) : Domain(faker);
        return string.Create(CultureInfo.InvariantCulture, $"{local}{number}@{domain}");
    }

    private string Website(Faker faker) => $"{(_random.Bool() ? "https" : "http")}://www.{Domain(faker)}/";

    private string Domain(Faker faker)
    {
        // English words only: what other locales give may not be ASCII.
        string word = For("en_US").Internet.DomainWord();
        string top = _random.Bool(0.7f) ? "example" : "test";
        return faker.Locale.StartsWith("en", StringComparison.Ordinal) ? $"{word}.{top}" : $"{word}-{CountryCode(faker)}.{top}";
    }

    private static string CountryCode(Faker faker) => faker.Locale[..2].ToLowerInvariant();

    private string Phone() => _random.ReplaceNumbers(_random.ArrayElement(Phones));

    private string SubscriptionDate()
    {
        DateOnly day = FirstDay.AddDays(_random.Int(0, LastDay.DayNumber - FirstDay.DayNumber));
        string date = day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        if (!_random.Bool(0.04f))
        {
            return date;
        }

        // A few come from a system that knows the time of day, and one near midnight is another day in UTC.
        string time = string.Create(CultureInfo.InvariantCulture, $"{_random.Int(0, 23):00}:{_random.Int(0, 59):00}:{_random.Int(0, 59):00}");
        string zone = _random.ArrayElement(["Z", "+02:00", "-05:00", "+05:30"]);
        return $"{date}T{time}{zone}";
    }

    private void Blank(Customer customer)
    {
        // A customer may lack either of the two that say who it is, never both.
        int identity = _random.Int(0, 99);
        if (identity < 3)
        {
            customer.Email = string.Empty;
        }
        else if (identity < 5)
        {
            customer.CustomerId = string.Empty;
        }

        customer.FirstName = Blank(customer.FirstName, 0.02f);
        customer.Company = Blank(customer.Company, 0.05f);
        customer.City = Blank(customer.City, 0.03f);
        customer.Country = Blank(customer.Country, 0.03f);
        customer.Phone1 = Blank(customer.Phone1, 0.05f);
        customer.Phone2 = Blank(customer.Phone2, 0.25f);
        customer.SubscriptionDate = Blank(customer.SubscriptionDate, 0.03f);
        customer.Website = Blank(customer.Website, 0.12f);
    }

    private string Blank(string cell, float chance) => _random.Bool(chance) ? string.Empty : cell;
}
