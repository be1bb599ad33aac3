using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;

namespace Journy.Import.Columns;

/// <summary>
/// Columns that hold secrets, told by their name: passwords, keys, tokens, card numbers and the like, in the languages of Europe
/// and a few more. Nobody means to send these to a customer data platform, and nobody can take them back.
/// </summary>
/// <remarks>
/// <para>Names are compared by whole words, without case and accents: <c>userPassword</c>, <c>USER_PASSWORD</c> and <c>User password</c>
/// are the same two words. A word list entry may be one word or several that follow each other (<c>api key</c>); the few in
/// <see cref="Parts"/> count within a longer word too, since no other word holds them.</para>
/// <para>What stands in brackets is a remark and no part of the name: <c>Password [Required]</c>.</para>
/// <para>A name that begins or ends with a word of <see cref="Before"/> or <see cref="After"/> says something about a secret and
/// does not hold it: <c>has_password</c>, <c>password_changed_at</c>, <c>token_count</c>. A plural <c>tokens</c> is a count.</para>
/// <para>Numbers of citizens and taxpayers (BSN, NIF, CPF) and customers' account numbers are no secrets here: they are what many
/// companies tell their customers apart by.</para>
/// </remarks>
internal static class SecretColumns
{
    private const int LongestEntry = 6;

    // Whole words, or several that follow each other, written as one.
    private static readonly HashSet<string> Names = Fold(
        "password", "passwords", "passwd", "passwrd", "passcode", "passphrase", "pwd", "pswd", "secret", "secrets", "credential", "credentials",
        "token", "apitokens", "accesstokens", "refreshtokens", "jwt", "otp", "totp", "bearer",
        "apikey", "apikeys", "accesskey", "accesskeys", "privatekey", "authkey", "encryptionkey", "signingkey", "masterkey", "sshkey", "sessionkey",
        "sharedkey", "serviceaccountkey", "sessioncookie", "connectionstring",
        "accesscode", "authcode", "authorizationcode", "securitycode", "verificationcode", "recoverycode", "recoverycodes", "backupcode", "backupcodes",
        "securityanswer",
        "cardnumber", "cardnumbers", "cardno", "cardnum", "cardnr", "cardpan", "creditcardnumber", "debitcardnumber", "ccnumber", "ccnum", "ccno", "creditcard", "creditcards", "debitcard",
        "cvv", "cvc", "cvn", "cardverificationvalue", "iban", "ibans", "bankaccount", "bankaccountnumber", "bankaccountno",
        "ssn", "socialsecurity", "socialsecuritynumber", "socialinsurancenumber", "nationalinsurancenumber", "passportnumber", "passportno",

        // German
        "passwort", "passwörter", "kennwort", "kennwörter", "losungswort", "geheimnis", "geheimwort", "geheimzahl", "geheimcode", "zugangscode",
        "zugangsdaten", "sicherheitscode", "zugriffstoken", "api schlüssel", "apischlüssel", "geheimer schlüssel", "privater schlüssel", "kartennummer",
        "kreditkartennummer", "kreditkarte", "kreditkartennr", "kartenprüfnummer", "prüfziffer karte", "sozialversicherungsnummer",
        "sozialversicherungsnr", "reisepassnummer",

        // French
        "mot de passe", "mots de passe", "mdp", "jeton", "clé api", "clé d'api", "clé secrète", "clé privée", "clé d'accès", "code secret",
        "code de sécurité", "numéro de carte", "numéro de la carte", "numéro carte", "n° carte", "n° de carte", "numéro de carte bancaire", "carte bancaire", "carte de crédit", "carte bleue",
        "cryptogramme", "numéro de sécurité sociale", "sécurité sociale", "numéro de passeport",

        // Dutch
        "wachtwoord", "wachtwoorden", "paswoord", "toegangscode", "beveiligingscode", "geheim", "api sleutel", "apisleutel", "geheime sleutel",
        "privésleutel", "kaartnummer", "kredietkaart", "creditcardnummer", "burgerservicenummer", "paspoortnummer",

        // Spanish, Catalan, Galician, Basque
        "contraseña", "contraseñas", "clave secreta", "clave de acceso", "clave api", "clave privada", "secreto", "código secreto",
        "código de seguridad", "código de acceso", "número de tarjeta", "número de la tarjeta", "número tarjeta", "nº tarjeta", "nº de tarjeta", "tarjeta de crédito", "tarjeta crédito", "seguridad social",
        "número de seguridad social", "número de pasaporte", "contrasenya", "contrasinal", "pasahitza",

        // Portuguese
        "senha", "senhas", "palavra passe", "palavra-passe", "segredo", "chave api", "chave de api", "chave secreta", "chave privada", "chave de acesso",
        "código de segurança", "código de acesso", "número do cartão", "número de cartão", "número cartão", "nº cartão", "nº do cartão", "cartão de crédito", "cartão crédito",
        "segurança social", "número do passaporte",

        // Italian, Romanian
        "parola d'ordine", "parola segreta", "parola di accesso", "parola utente", "parola utilizator", "segreto", "chiave api", "chiave segreta",
        "chiave privata", "chiave di accesso", "codice segreto", "codice di sicurezza", "codice di accesso", "numero carta", "numero di carta",
        "numero della carta", "carta di credito", "parolă", "parola de acces", "număr card", "numărul cardului",

        // Danish, Norwegian, Swedish, Icelandic, Finnish
        "adgangskode", "kodeord", "passord", "lösenord", "lykilorð", "salasana", "kortnummer", "kreditkort", "kreditkortnummer",

        // Polish, Czech, Slovak, Slovene, Croatian, Serbian, Albanian
        "hasło", "heslo", "geslo", "lozinka", "zaporka", "fjalëkalimi", "numer karty", "číslo karty",

        // Hungarian, Turkish, Estonian, Latvian, Lithuanian
        "jelszó", "şifre", "şifresi", "parool", "parole", "slaptažodis", "kártyaszám", "kart numarası",

        // Russian, Ukrainian, Bulgarian, Serbian, Greek
        "пароль", "парола", "лозинка", "секрет", "токен", "κωδικός πρόσβασης", "συνθηματικό",

        // Indonesian, Malay, Vietnamese, Hebrew, Arabic
        "kata sandi", "kata laluan", "mật khẩu", "סיסמה", "كلمة المرور", "كلمة السر");

    // Within a longer word too.
    private static readonly string[] Parts = Fold(
        "password", "passwort", "kennwort", "wachtwoord", "contraseña", "motdepasse", "passphrase", "kreditkarte", "apikey", "apitoken", "accesstoken",
        "authtoken", "refreshtoken", "clientsecret", "secretkey", "privatekey", "пароль", "密码", "密碼", "口令", "パスワード", "暗証番号", "비밀번호", "패스워드").ToArray();

    // Secrets only as the whole name, or behind a word that says whose: a season pass and a country's code are none.
    private static readonly HashSet<string> Alone = Fold("pass", "pw", "psw", "pin", "clave", "parola", "chave");

    private static readonly HashSet<string> Owners = Fold(
        "user", "users", "usr", "login", "logon", "admin", "account", "member", "customer", "client", "db", "database", "ftp", "sftp", "smtp", "imap", "mail", "email",
        "root", "wifi", "wlan", "web", "app", "new", "old", "current", "card", "bank", "atm", "sim", "usuario", "benutzer", "gebruiker", "utente", "kunden");

    // Words that begin a yes or no, a count or a date.
    private static readonly HashSet<string> Before = Fold(
        "has", "is", "had", "was", "needs", "need", "requires", "require", "uses", "use", "must", "can", "count", "num", "date", "number of", "no of", "count of",
        "hat", "ist", "anzahl", "datum", "heeft", "aantal", "tiene", "fecha", "tem", "nombre de");

    // Words that end one, or say something about the secret.
    private static readonly HashSet<string> After = Fold(
        "count", "counts", "total", "totals", "sum", "avg", "max", "min", "at", "on", "date", "dates", "time", "timestamp", "ts", "since", "age", "days",
        "hours", "minutes", "changed", "change", "changes", "updated", "update", "created", "creation", "modified", "expired", "expires", "expire", "expiry", "expiration",
        "exp", "set", "reset", "resets", "enabled", "disabled", "required", "verified", "valid", "validity", "active", "attempts", "attempt", "tries", "failures", "failed",
        "length", "len", "strength", "score", "policy", "status", "state", "type", "types", "used", "usage", "uses", "limit", "limits", "quota", "budget", "remaining",
        "cost", "costs", "price", "spent", "sent", "requested", "issued", "version", "flag", "protected", "manager", "present", "exists", "missing", "last", "accepted",
        "datum", "anzahl", "aantal", "geändert", "aktualisiert", "erstellt", "abgelaufen", "ablauf", "ablaufdatum", "gesetzt", "gewijzigd", "verlopen", "vervaldatum",
        "ingesteld", "modifié", "changé", "expiré", "fecha", "cambiada", "cambiado", "caducidad", "alterada", "expirada", "validade", "scadenza", "modificata", "impostata");

    // A remark on the column, which says nothing of its cells: Password [Required]; Initial password [passwordProfile] Required.
    private static readonly Regex Remark = new(
        @"(\[[^\]]*\]|\([^)]*\)|\{[^}]*\}|<[^>]*>)(\s*(required|optional|mandatory)\s*$)?", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    /// <summary>Whether a column of this name holds secrets.</summary>
    public static bool Has(string name)
    {
        List<string> words = WordsOf(Remark.Replace(name, " "));
        if (words.Count == 0)
        {
            words = WordsOf(name);
        }

        if (words.Count == 0)
        {
            return false;
        }

        bool isAside = Before.Contains(words[0]) || (words.Count > 1 && Before.Contains(words[0] + words[1])) || After.Contains(words[words.Count - 1]);
        return !(isAside && words.Count > 1) && (HoldsEntry(words) || IsAlone(words));
    }

    private static bool HoldsEntry(List<string> words)
    {
        for (int start = 0; start < words.Count; start++)
        {
            string entry = string.Empty;
            for (int end = start; end < words.Count && end < start + LongestEntry; end++)
            {
                entry += words[end];
                if (Names.Contains(entry))
                {
                    return true;
                }
            }
        }

        return words.Exists(word => !word.StartsWith("passwordless", StringComparison.Ordinal)
            && Array.Exists(Parts, part => word.IndexOf(part, StringComparison.Ordinal) >= 0));
    }

    private static bool IsAlone(List<string> words) =>
        Alone.Contains(words[words.Count - 1]) && (words.Count == 1 || (words.Count == 2 && Owners.Contains(words[0])));

    private static HashSet<string> Fold(params string[] entries) => new(entries.Select(entry => string.Concat(WordsOf(entry))), StringComparer.Ordinal);

    // Words end where letters do, and where a capital follows a small letter. Digits behind a word are left out ("cvv2"), and so is
    // what begins with one ("30d").
    private static List<string> WordsOf(string name)
    {
        List<string> words = new();
        StringBuilder word = new();
        string letters = string.Concat(name.Select(character => CanBeNormalized(character) ? character : ' ')).Normalize(NormalizationForm.FormD);
        bool afterDigit = false;
        char before = '\0';
        for (int index = 0; index <= letters.Length; index++)
        {
            char character = index < letters.Length ? letters[index] : ' ';
            if (CharUnicodeInfo.GetUnicodeCategory(character) is UnicodeCategory.NonSpacingMark)
            {
                continue;
            }

            bool isLetter = char.IsLetter(character);
            bool begins = isLetter && char.IsUpper(character) && word.Length > 0
                && (!char.IsUpper(before) || (index + 1 < letters.Length && char.IsLower(letters[index + 1])));
            if ((!isLetter || begins) && word.Length > 0)
            {
                words.Add(word.ToString());
                word.Clear();
            }

            if (isLetter && !(afterDigit && char.IsLower(character)))
            {
                word.Append(Plain(char.ToLowerInvariant(character)));
                afterDigit = false;
            }
            else
            {
                afterDigit = char.IsDigit(character) || (isLetter && afterDigit);
            }

            before = character;
        }

        return words;
    }

    /// <summary>False for halves of characters, and for what Unicode keeps for itself: they make Normalize throw.</summary>
    internal static bool CanBeNormalized(char character) =>
        !char.IsSurrogate(character) && character is not ((>= '\uFDD0' and <= '\uFDEF') or >= '\uFFFE');

    // Letters that are no letter with an accent to Unicode.
    private static string Plain(char letter) => letter switch
    {
        'ß' => "ss",
        'ł' => "l",
        'ø' => "o",
        'đ' or 'ð' => "d",
        'ı' => "i",
        'æ' => "ae",
        'œ' => "oe",
        _ => letter.ToString(),
    };
}
