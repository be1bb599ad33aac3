using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;

namespace Journy.Import.Columns;

/// <summary>
/// Columns that hold secrets, told by their name: passwords, keys, tokens, card numbers and the like, in the languages of Europe
/// and a few more. They do not belong in a customer data platform, and what was sent cannot be taken back.
/// </summary>
/// <remarks>
/// <para>Names are compared by whole words, without case and accents: <c>userPassword</c>, <c>USER_PASSWORD</c> and <c>User password</c>
/// are the same two words. An entry of the lists is one word or several that follow each other (<c>api key</c>); the few in
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
        "accesscode, accesskey, accesskeys, accesstokens, apikey, apikeys, apitokens, authcode, authkey, "
        + "authorizationcode, backupcode, backupcodes, bankaccount, bankaccountno, bankaccountnumber, bearer, cardno, "
        + "cardnr, cardnum, cardnumber, cardnumbers, cardpan, cardverificationvalue, ccno, ccnum, ccnumber, "
        + "connectionstring, credential, credentials, creditcard, creditcardnumber, creditcards, cvc, cvn, cvv, "
        + "debitcard, debitcardnumber, encryptionkey, iban, ibans, jwt, masterkey, nationalinsurancenumber, otp, "
        + "passcode, passphrase, passportno, passportnumber, passwd, password, passwords, passwrd, privatekey, "
        + "pswd, pwd, recoverycode, recoverycodes, refreshtokens, secret, secrets, securityanswer, securitycode, "
        + "serviceaccountkey, sessioncookie, sessionkey, sharedkey, signingkey, socialinsurancenumber, socialsecurity, "
        + "socialsecuritynumber, sshkey, ssn, token, totp, verificationcode, "

        // German
        + "api schlüssel, apischlüssel, geheimcode, geheimer schlüssel, geheimnis, geheimwort, geheimzahl, "
        + "kartennummer, kartenprüfnummer, kennwort, kennwörter, kreditkarte, kreditkartennr, kreditkartennummer, "
        + "losungswort, passwort, passwörter, privater schlüssel, prüfziffer karte, reisepassnummer, sicherheitscode, "
        + "sozialversicherungsnr, sozialversicherungsnummer, zugangscode, zugangsdaten, zugriffstoken, "

        // French
        + "carte bancaire, carte bleue, carte de crédit, clé api, clé d'accès, clé d'api, clé privée, clé secrète, "
        + "code de sécurité, code secret, cryptogramme, jeton, mdp, mot de passe, mots de passe, numéro carte, "
        + "numéro de carte bancaire, numéro de carte, numéro de la carte, numéro de passeport, numéro de sécurité sociale, "
        + "n° carte, n° de carte, sécurité sociale, "

        // Dutch
        + "api sleutel, apisleutel, beveiligingscode, burgerservicenummer, creditcardnummer, geheim, geheime sleutel, "
        + "kaartnummer, kredietkaart, paspoortnummer, paswoord, privésleutel, toegangscode, wachtwoord, wachtwoorden, "

        // Spanish, Catalan, Galician, Basque
        + "clave api, clave de acceso, clave privada, clave secreta, código de acceso, código de seguridad, "
        + "código secreto, contraseña, contraseñas, contrasenya, contrasinal, número de la tarjeta, número de pasaporte, "
        + "número de seguridad social, número de tarjeta, número tarjeta, nº de tarjeta, nº tarjeta, pasahitza, secreto, "
        + "seguridad social, tarjeta crédito, tarjeta de crédito, "

        // Portuguese
        + "cartão crédito, cartão de crédito, chave api, chave de acesso, chave de api, chave privada, chave secreta, "
        + "código de acesso, código de segurança, número cartão, número de cartão, número do cartão, número do passaporte, "
        + "nº cartão, nº do cartão, palavra passe, palavra-passe, segredo, segurança social, senha, senhas, "

        // Italian, Romanian
        + "carta di credito, chiave api, chiave di accesso, chiave privata, chiave segreta, codice di accesso, "
        + "codice di sicurezza, codice segreto, număr card, numărul cardului, numero carta, numero della carta, "
        + "numero di carta, parola d'ordine, parola de acces, parola di accesso, parola segreta, parola utente, "
        + "parola utilizator, parolă, segreto, "

        // Danish, Norwegian, Swedish, Icelandic, Finnish
        + "adgangskode, kodeord, kortnummer, kreditkort, kreditkortnummer, lösenord, lykilorð, passord, salasana, "

        // Polish, Czech, Slovak, Slovene, Croatian, Serbian, Albanian
        + "číslo karty, fjalëkalimi, geslo, hasło, heslo, lozinka, numer karty, zaporka, "

        // Hungarian, Turkish, Estonian, Latvian, Lithuanian
        + "jelszó, kart numarası, kártyaszám, parole, parool, şifre, şifresi, slaptažodis, "

        // Russian, Ukrainian, Bulgarian, Serbian, Greek
        + "κωδικός πρόσβασης, συνθηματικό, лозинка, парола, пароль, секрет, токен, "

        // Indonesian, Malay, Vietnamese, Hebrew, Arabic
        + "kata laluan, kata sandi, mật khẩu, סיסמה, كلمة السر, كلمة المرور");

    // Within a longer word too.
    private static readonly string[] Parts = Fold(
        "accesstoken, apikey, apitoken, authtoken, clientsecret, contraseña, kennwort, kreditkarte, motdepasse, "
        + "passphrase, password, passwort, privatekey, refreshtoken, secretkey, wachtwoord, пароль, 비밀번호, 패스워드, "
        + "パスワード, 口令, 密码, 密碼, 暗証番号").ToArray();

    // Secrets only as the whole name, or behind a word of Owners: a season pass and a country's code are none.
    private static readonly HashSet<string> Alone = Fold("pass, pw, psw, pin, clave, parola, chave");

    private static readonly HashSet<string> Owners = Fold(
        "account, admin, app, atm, bank, benutzer, card, client, current, customer, database, db, email, "
        + "ftp, gebruiker, imap, kunden, login, logon, mail, member, new, old, root, sftp, sim, smtp, "
        + "user, users, usr, usuario, utente, web, wifi, wlan");

    // Words that begin a yes or no, a count or a date.
    private static readonly HashSet<string> Before = Fold(
        "aantal, anzahl, can, count of, count, date, datum, fecha, had, has, hat, heeft, is, ist, must, "
        + "need, needs, no of, nombre de, num, number of, require, requires, tem, tiene, use, uses, was");

    // Words that end such a name, or say something about the secret.
    private static readonly HashSet<string> After = Fold(
        "aantal, abgelaufen, ablauf, ablaufdatum, accepted, active, age, aktualisiert, alterada, anzahl, at, "
        + "attempt, attempts, avg, budget, caducidad, cambiada, cambiado, change, changé, changed, changes, "
        + "cost, costs, count, counts, created, creation, date, dates, datum, days, disabled, enabled, "
        + "erstellt, exists, exp, expirada, expiration, expire, expiré, expired, expires, expiry, failed, "
        + "failures, fecha, flag, geändert, gesetzt, gewijzigd, hours, impostata, ingesteld, issued, last, len, "
        + "length, limit, limits, manager, max, min, minutes, missing, modificata, modifié, modified, on, "
        + "policy, present, price, protected, quota, remaining, requested, required, reset, resets, scadenza, "
        + "score, sent, set, since, spent, state, status, strength, sum, time, timestamp, total, totals, "
        + "tries, ts, type, types, update, updated, usage, used, uses, valid, validade, validity, verified, "
        + "verlopen, version, vervaldatum");

    // A remark on the column, which says nothing of its cells: Password [Required]; Initial password [passwordProfile] Required.
    private const string Remark = @"(\[[^\]]*\]|\([^)]*\)|\{[^}]*\}|<[^>]*>)(\s*(required|optional|mandatory)\s*$)?";

    private static readonly char[] Brackets = { '[', '(', '{', '<' };

    /// <summary>Whether a column of this name holds secrets.</summary>
    public static bool Has(string name)
    {
        List<string> words = WordsOf(WithoutRemark(name));
        if (words.Count == 0)
        {
            words = WordsOf(name);
        }

        if (words.Count == 0)
        {
            return false;
        }

        bool isAside = Before.Contains(words[0])
            || (words.Count > 1 && Before.Contains(words[0] + words[1]))
            || After.Contains(words[words.Count - 1]);
        return !(isAside && words.Count > 1) && (HoldsEntry(words) || IsAlone(words));
    }

    private static string WithoutRemark(string name) =>
        name.IndexOfAny(Brackets) < 0 ? name : Regex.Replace(name, Remark, " ", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

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

    // One text is one string to load, where an array would be hundreds, each in code that is compiled anew in every process.
    private static HashSet<string> Fold(string entries) =>
        new(entries.Split(',').Select(entry => string.Concat(WordsOf(entry))), StringComparer.Ordinal);

    // A word ends at its last letter, and in front of a capital that follows a small letter. Digits behind a word are left out ("cvv2"),
    // and so is a word that begins with a digit ("30d").
    private static List<string> WordsOf(string name)
    {
        List<string> words = new();
        StringBuilder word = new();
        string letters = string.Concat(name.Select(character => CanBeNormalized(character) ? character : ' '))
            .Normalize(NormalizationForm.FormD);
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

    /// <summary>False for surrogates and for noncharacters of Unicode: they make Normalize throw.</summary>
    internal static bool CanBeNormalized(char character) =>
        !char.IsSurrogate(character) && character is not ((>= '\uFDD0' and <= '\uFDEF') or >= '\uFFFE');

    // Letters that Unicode does not decompose into a letter and an accent.
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
