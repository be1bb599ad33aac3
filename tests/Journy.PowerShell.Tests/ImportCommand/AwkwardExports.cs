using System.Collections.Generic;
using System.Text;

namespace Journy.Tests.ImportCommand;

/// <summary>Files of every kind that users come with, each awkward in a way of its own.</summary>
internal static class AwkwardExports
{
    private const string Nbsp = "\u00A0";

    public static IReadOnlyList<AwkwardExport> All { get; } =
    [
        // Where the header is.
        new("Entra's version line, names in brackets, and a column of passwords", "User",
            "version:v1.0,,,,,\nName [displayName] Required,User name [userPrincipalName] Required,Initial password [passwordProfile] "
            + "Required,Block sign in (Yes/No) [accountEnabled] Required,First name [givenName],Department [department]\n"
            + "An One,an@example.com,Pa55-one,No,An,Sales\nBo Two,bo@example.com,Pa55-two,Yes,Bo,\n",
            [
                "|an@example.com Block sign in (Yes/No) [accountEnabled] Required=\"No\" Department [department]=\"Sales\" "
                + "first_name=\"An\" full_name=\"An One\"",
                "|bo@example.com Block sign in (Yes/No) [accountEnabled] Required=\"Yes\" first_name=\"Bo\" full_name=\"Bo Two\"",
            ]),
        new("a report with a title, a date, a blank line and a row of sums", "User",
            "Klanten per regio;;;\nGemaakt op 27/11/2026;;;\n;;;\nKlantnummer;Naam;Regio;Omzet\n00017;An;Oost;1.234,50\n"
            + "00018;Bo;West;12,00\nTotaal;;;1.246,50\n",
            ["00017| Omzet=1234.5 Regio=\"Oost\" full_name=\"An\"", "00018| Omzet=12 Regio=\"West\" full_name=\"Bo\""])
        {
            Failed = [7],
        },
        new("sqlcmd: padded cells, dashes, NULL and the number of rows", "User",
            "user_id    ,email               ,seats      ,city      \n-----------,--------------------,-----------,----------\n"
            + "u1         ,u1@example.com      ,          5,Ghent     \nu2         ,NULL                ,       NULL,NULL      \n\n"
            + "(2 rows affected)\n",
            ["u1|u1@example.com city=\"Ghent     \" seats=5", "u2|"])
        {
            Failed = [2, 6],
        },
        new("Export-Csv of Windows PowerShell: #TYPE, quotes, dates of the United States", "User",
            "#TYPE Selected.Microsoft.ActiveDirectory.Management.ADUser\r\n"
            + "\"SamAccountName\",\"EmailAddress\",\"GivenName\",\"Surname\",\"Enabled\",\"whenCreated\"\r\n"
            + "\"an\",\"an@example.com\",\"An\",\"One\",\"True\",\"3/27/2025 2:05:09 PM\"\r\n"
            + "\"bo\",\"bo@example.com\",\"Bo\",\"Two\",\"False\",\"4/1/2025 9:00:00 AM\"\r\n",
            [
                "|an@example.com Enabled=true SamAccountName=\"an\" first_name=\"An\" last_name=\"One\" "
                + "whenCreated=\"2025-03-27T14:05:09Z\"",
                "|bo@example.com Enabled=false SamAccountName=\"bo\" first_name=\"Bo\" last_name=\"Two\" "
                + "whenCreated=\"2025-04-01T09:00:00Z\"",
            ]),
        new("sep=; and a delimiter behind every row", "User",
            "sep=;\r\nE-mail;Plan;Bedrag, EUR;\r\nan@example.com;Pro;12,50;\r\nbo@example.com;Free;0,00;\r\n",
            ["|an@example.com Bedrag, EUR=12.5 plan=\"Pro\"", "|bo@example.com Bedrag, EUR=0 plan=\"Free\""]),
        new("notes with quotes and line ends above the header, as LinkedIn's", "User",
            "Notes:\n\"When exporting your connection data, you may notice that some of the e-mail addresses are missing.\n"
            + "You will only see those of connections who allow it, \"\"Learn more\"\".\"\n\n"
            + "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
            + "An,One,https://www.example.com/in/an,an@example.com,Co 1,Buyer,27 Mar 2025\n"
            + "Bo,Two,https://www.example.com/in/bo,,Co 2,Seller,01 Apr 2025\n"
            + "Cy,Six,https://www.example.com/in/cy,cy@example.com,Co 3,Clerk,2 Apr 2025\n",
            [
                "|an@example.com Company=\"Co 1\" Connected On=\"2025-03-27T00:00:00Z\" Position=\"Buyer\" "
                + "URL=\"https://www.example.com/in/an\" first_name=\"An\" last_name=\"One\"",
                "|cy@example.com Company=\"Co 3\" Connected On=\"2025-04-02T00:00:00Z\" Position=\"Clerk\" "
                + "URL=\"https://www.example.com/in/cy\" first_name=\"Cy\" last_name=\"Six\"",
            ])
        {
            Failed = [7],
        },
        new("a title with commas above a header with semicolons, and a footer of the program", "User",
            "Contacts, active, all regions, 2025\n\nContact ID;Mail;Mobile\n003A;an@example.com;0470123456\n"
            + "003B;bo@example.com;0471000000\n\"Confidential Information - Do Not Distribute\"\n"
            + "\"Copyright (c) 2000-2026 example, inc. All rights reserved.\"\n",
            ["|an@example.com Contact ID=\"003A\" phone=\"0470123456\"", "|bo@example.com Contact ID=\"003B\" phone=\"0471000000\""])
        {
            Failed = [6, 7],
        },
        new("no header: a dump of MySQL with tabs and \\N", "User",
            "1\tan@example.com\t2025-04-03 01:02:03\t9000\n2\tbo@example.com\t\\N\t\\N\n",
            ["|an@example.com column 1=1 column 3=\"2025-04-03T01:02:03Z\" column 4=9000", "|bo@example.com column 1=2"]),
        new("one column of addresses and nothing else", "User", "an@example.com\nbo@example.com\n", ["|an@example.com", "|bo@example.com"]),
        new(
            "one column of domains of accounts, under a name of their own",
            "Account",
            "Website\none.example\ntwo.example\n",
            ["|one.example", "|two.example"]),
        new("names twice, by case alone, and a column without a name in the midst", "User",
            "Email,email,,Plan\nan@example.com,an.private@example.com,x,Pro\nbo@example.com,,y,Free\n",
            [
                "|an@example.com column 3=\"x\" email 2=\"an.private@example.com\" plan=\"Pro\"",
                "|bo@example.com column 3=\"y\" plan=\"Free\"",
            ]),
        new("comment lines of a web analysis above a header", "User",
            "# ----------------------------------------\n# All users\n# 20250101-20250131\n# ----------------------------------------\n\n"
            + "Customer ID,Country,Revenue\nc-1,Belgium,\"1,234.50\"\nc-2,France,7.00\n",
            ["c-1| Country=\"Belgium\" Revenue=1234.5", "c-2| Country=\"France\" Revenue=7"]),

        new("lines of a program above a header that has a name twice", "User",
            "\"Program v4.5 - 27 March 2025\",\"\",\"\",\"\",\"\"\n\"\",\"\",\"\",\"\",\"\"\n\"CLIENTS\",\"\",\"\",\"\",\"\"\n"
            + "\"Name\",\"Phone\",\"Plan\",\"Email\",\"Phone\"\n\"An One\",\"0470\",\"Pro\",\"an@example.com\",\"0471\"\n"
            + "\"Bo Two\",\"\",\"Free\",\"bo@example.com\",\"0472\"\n",
            [
                "|an@example.com Phone 2=\"0471\" full_name=\"An One\" phone=\"0470\" plan=\"Pro\"",
                "|bo@example.com Phone 2=\"0472\" full_name=\"Bo Two\" plan=\"Free\""
            ]),
        new("rows that end where their cells do", "User",
            "Mail,City,Notes,Fax\nan@example.com,Ghent\nbo@example.com\ncy@example.com,,late,0123\n",
            ["|an@example.com City=\"Ghent\"", "|bo@example.com", "|cy@example.com Fax=\"0123\" Notes=\"late\""]),

        // Names that no known export has.
        new("activities of a CRM, in whose names other people stand too", "Event",
            "Activity ID,Activity Type,Activity Date,Activity Owner,Task Due Date,Associated Contact Email\n"
            + "A-1,Call,2025-03-27,boss@example.com,2025-05-01,an@example.com\n"
            + "A-2,Email,2025-04-03,boss@example.com,2025-05-02,bo@example.com\n",
            [
                "Call an@example.com@2025-03-27T00:00:00 Activity ID=\"A-1\" Activity Owner=\"boss@example.com\" Task Due "
                + "Date=\"2025-05-01T00:00:00Z\"",
                "Email bo@example.com@2025-04-03T00:00:00 Activity ID=\"A-2\" Activity Owner=\"boss@example.com\" Task Due "
                + "Date=\"2025-05-02T00:00:00Z\"",
            ]),
        new("payments, of which no column says what they are", "Event",
            "id,Created date (UTC),Amount,Card ID,Customer Email\nch_1,2025-03-27 02:38:54,15.00,pm_1,an@example.com\n"
            + "ch_2,2025-04-03 12:00:00,7.50,pm_2,bo@example.com\n",
            [
                "unified payments an@example.com@2025-03-27T02:38:54 Amount=15 Card ID=\"pm_1\" id=\"ch_1\"",
                "unified payments bo@example.com@2025-04-03T12:00:00 Amount=7.5 Card ID=\"pm_2\" id=\"ch_2\"",
            ])
        {
            File = "unified_payments_export (3).csv",
        },

        // How values are written.
        new("months by their names, with commas, noon and zones", "User",
            "Mail,Created Time,Seen,Paid\nan@example.com,\"16 Apr, 2025 00:02:00\",\"Mar 27, 2025 at 2:05 PM\",2025/03/27 14:05:09 +0200\n"
            + "bo@example.com,\"3 May, 2025 21:00:00\",\"May 3, 2025 at 9:00 AM\",2025/04/01 09:00:00 +0200\n",
            [
                "|an@example.com Paid=\"2025-03-27T12:05:09Z\" Seen=\"2025-03-27T14:05:00Z\" registered_at=\"2025-04-16T00:02:00Z\"",
                "|bo@example.com Paid=\"2025-04-01T07:00:00Z\" Seen=\"2025-05-03T09:00:00Z\" registered_at=\"2025-05-03T21:00:00Z\"",
            ]),
        new("Excel's Unicode text: UTF-16, tabs, decimal commas, days first", "User",
            "Klantnummer\tMail\tSaldo\tSinds\n000123\tan@example.com\t1.234,5\t27/03/2025\n000124\tbo@example.com\t-0,5\t1/12/2024\n",
            [
                "|an@example.com Klantnummer=\"000123\" Saldo=1234.5 Sinds=\"2025-03-27T00:00:00Z\"",
                "|bo@example.com Klantnummer=\"000124\" Saldo=-0.5 Sinds=\"2024-12-01T00:00:00Z\"",
            ])
        {
            Encoding = Encoding.Unicode,
        },
        new("Excel's CSV of Western Europe: Windows-1252 and accents in names", "User",
            "Adresse e-mail;Prénom;Société;Chiffre\ran@example.com;Zoë;L’Œuvre;1 234,5\rbo@example.com;François;Été & Cie – €;7\r",
            [
                "|an@example.com Chiffre=1234.5 Société=\"L’Œuvre\" first_name=\"Zoë\"",
                "|bo@example.com Chiffre=7 Société=\"Été & Cie – €\" first_name=\"François\"",
            ])
        {
            Encoding = CodePagesEncodingProvider.Instance.GetEncoding(1252)!,
        },
        new("French Excel: VRAI and FAUX, thousands with no-break blanks, a mark", "User",
            $"Identifiant;Actif;Montant;Inscrit le\nc1;VRAI;1{Nbsp}234,50;27/03/2025\nc2;FAUX;12;03/04/2025\n",
            [
                "c1| Actif=true Inscrit le=\"2025-03-27T00:00:00Z\" Montant=1234.5",
                "c2| Actif=false Inscrit le=\"2025-04-03T00:00:00Z\" Montant=12",
            ])
        {
            Encoding = new UTF8Encoding(true),
        },
        new("UTF-16 without a mark, German dates and truth, spaces around", "User",
            "Kundennummer;Aktiv;Seit\nK-1; WAHR ;27.03.2025 14:05\nK-2; FALSCH ;01.04.2025 09:00\n",
            ["K-1| Aktiv=true Seit=\"2025-03-27T14:05:00Z\"", "K-2| Aktiv=false Seit=\"2025-04-01T09:00:00Z\""])
        {
            Encoding = new UnicodeEncoding(bigEndian: false, byteOrderMark: false),
        },
        new("PostgreSQL: t and f, time stamps with zones, NULL among numbers", "User",
            "id|email|active|created_at|seats\n10|an@example.com|t|2025-04-03 01:02:03.123456+02|5\n"
            + "11|bo@example.com|f|2025-04-03 01:02:03+00|NULL\n",
            [
                "|an@example.com active=true id=\"10\" registered_at=\"2025-04-02T23:02:03.123456Z\" seats=5",
                "|bo@example.com active=false id=\"11\" registered_at=\"2025-04-03T01:02:03Z\"",
            ]),
        new("a spreadsheet's errors among numbers and dates, and MRR with decimal commas", "User",
            "Customer ID;MRR;Signup Date;Score\nc1;1.050,00;27/03/2025;#N/A\nc2;#N/A;01/04/2025;7\nc3;12,5;#N/A;8\n",
            [
                "c1| mrr=1050 registered_at=\"2025-03-27T00:00:00Z\"",
                "c2| Score=7 registered_at=\"2025-04-01T00:00:00Z\"",
                "c3| Score=8 mrr=12.5"
            ]),
        new("events of Mixpanel in seconds since 1970", "Event",
            "event,time,distinct_id,$city\nSigned up,1743638400,u-1,Ghent\nPaid,1743638460,u-1,\n",
            ["Paid u-1|@2025-04-03T00:01:00", "Signed up u-1|@2025-04-03T00:00:00 $city=\"Ghent\""]),
        new("events in milliseconds, with JSON in a cell", "Event",
            "user_id,event_type,event_time,event_properties\nu-1,Paid,1743638400123,\"{\"\"total\"\": 12.5, \"\"items\"\": [\"\"a\"\","
            + " \"\"b\"\"]}\"\nu-2,Left,1743638460456,{}\n",
            [
                "Left u-2|@2025-04-03T00:01:00 event_properties=\"{}\"",
                "Paid u-1|@2025-04-03T00:00:00 event_properties=\"{\\\"total\\\": 12.5, \\\"items\\\": [\\\"a\\\", \\\"b\\\"]}\""
            ]),
        new("events of a CRM with days first", "Event",
            "Mail;Activity;Date;Notes\nan@example.com;Called;27/03/2025 14:05;\"said \"\"yes\"\";\nwill pay\"\n"
            + "bo@example.com;Met;03/04/2025 09:00;\n",
            ["Called an@example.com@2025-03-27T14:05:00 Notes=\"said \\\"yes\\\";\\nwill pay\"", "Met bo@example.com@2025-04-03T09:00:00"]),

        // Names and cells.
        new("quotes of all kinds, dollars and backticks in names", "User",
            "Klantnummer,\"Wachtwoord van de \"\"klant\"\"\",O\u2019Neill \u201Cnote\u201D,Price $(1+1) `n,It's; @{ x }\n7,geheim1,a,5,b\n"
            + "8,geheim2,c,6,\n",
            [
                "7| It's; @{ x }=\"b\" O\u2019Neill \u201Cnote\u201D=\"a\" Price $(1+1) `n=5",
                "8| O\u2019Neill \u201Cnote\u201D=\"c\" Price $(1+1) `n=6",
            ]),
        new("no-break blanks and characters without a width in names and identifiers", "User",
            $"\u200BCustomer{Nbsp}ID,{Nbsp}E\u2011mail ,Post\u00ADcode\n c-1{Nbsp},an@example.com\u200B,0123\nc-2,,9000\n",
            [
                "c-1|an@example.com Post\u00ADcode=\"0123\"", "c-2| Post\u00ADcode=\"9000\"",
            ]),
        new("columns of blanks, rows of delimiters, blank lines", "User",
            "Email Address,First Name,Middle Name,,Phone Number,Tags,,\n"
            + "an@example.com,An,,,+32 470 12 34 56,\"\"\"vip\"\",\"\"new\"\"\",,\n,,,,,,,\n\nbo@example.com,Bo,  ,,0032470,,,\n",
            [
                "|an@example.com Tags=\"\\\"vip\\\",\\\"new\\\"\" first_name=\"An\" phone=\"+32 470 12 34 56\"",
                "|bo@example.com first_name=\"Bo\" phone=\"0032470\""
            ]),
        new("a nightly file of leads, some of them nobody", "User",
            "Lead ID,Email,Lead Source\n,,Web\nL-2,an@example.com,Fair\n,  ,Web\n",
            ["|an@example.com Lead ID=\"L-2\" Lead Source=\"Fair\""])
        {
            Failed = [2, 4],
        },
        new("orders of a shop: several rows of one buyer, an apostrophe before IDs", "User",
            "Name,Email,Financial Status,Paid at,Currency,Subtotal,Lineitem quantity,Lineitem name,Billing Zip,Id\n"
            + "#1001,an@example.com,paid,2025-03-27 14:05:09 +0100,EUR,30.00,1,Cup,'0900,'5000000000001\n#1001,an@example.com,,,,,2,Tea,,\n"
            + "#1002,bo@example.com,paid,2025-04-01 10:00:00 +0200,EUR,7.50,1,Tea,'9000,'5000000000002\n",
            [
                "|an@example.com Billing Zip=\"'0900\" Currency=\"EUR\" Financial Status=\"paid\" Id=\"'5000000000001\" Lineitem "
                + "name=\"Tea\" Lineitem quantity=2 Name=\"#1001\" Paid at=\"2025-03-27T13:05:09Z\" Subtotal=30",
                "|bo@example.com Billing Zip=\"'9000\" Currency=\"EUR\" Financial Status=\"paid\" Id=\"'5000000000002\" Lineitem "
                + "name=\"Tea\" Lineitem quantity=1 Name=\"#1002\" Paid at=\"2025-04-01T08:00:00Z\" Subtotal=7.5",
            ]),
        new("IDs of 17 digits, codes with leading zeros, numbers in the form of a spreadsheet", "User",
            "Contact ID,Postcode,Telefoon,External,Visits\n12345678901234567,0900,0470123456,9.1E+15,7\n"
            + "12345678901234568,1000,0471000000,7,1e3\n",
            [
                "12345678901234567| External=9100000000000000 Postcode=\"0900\" Visits=\"7\" phone=\"0470123456\"",
                "12345678901234568| External=7 Postcode=\"1000\" Visits=\"1e3\" phone=\"0471000000\"",
            ]),
        new("secrets among the columns of a web shop", "User",
            "ID,user_email,user_pass,iban,card_last4,Has Password\n1,an@example.com,$P$B123,BE00 0000,4242,true\n"
            + "2,bo@example.com,$P$B456,BE00 0001,1881,false\n",
            ["|an@example.com Has Password=true ID=\"1\" card_last4=4242", "|bo@example.com Has Password=false ID=\"2\" card_last4=1881"]),
        new("brackets and a blank at the end of the file's name", "User", "Klantnummer,Plan\nk1,Pro\n", ["k1| plan=\"Pro\""])
        {
            File = "export [2025] 'x' .csv ",
        },
        new("accounts by name and site, numbers with apostrophes", "Account",
            "Company ID;Company Name;Company Domain;Umsatz\n0010;Total;total.example;1'234.50\n0011;Zwei AG;zwei.example;7.00\n",
            [
                "|total.example Company ID=\"0010\" Umsatz=1234.5 name=\"Total\"",
                "|zwei.example Company ID=\"0011\" Umsatz=7 name=\"Zwei AG\""
            ]),
        new("members of accounts with NULL, under names of a database", "AccountUser",
            "Customer ID,User Email,Company ID\nu1,an@example.com,c1\nNULL,bo@example.com,c1\nu3,NULL,c2\n",
            ["c1| u1|an@example.com |bo@example.com", "c2| u3|"]),
        new("a mark twice, CRLF, cells with line ends, ambiguous days that stay text", "User",
            "\uFEFF\uFEFF\"Customer ID\",\"Notes\",\"Seen\"\r\n\"c1\",\"one\r\ntwo\",\"03/04/2025\"\r\n\"c2\",\"\",\"05/06/2025\"\r\n",
            ["c1| Notes=\"one\\r\\ntwo\" Seen=\"03/04/2025\"", "c2| Seen=\"05/06/2025\""]),
    ];
}
