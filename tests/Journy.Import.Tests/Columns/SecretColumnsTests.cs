using System;
using System.Linq;
using Journy.Import.Columns;
using Xunit;

namespace Journy.Tests.Import.Columns;

/// <summary>Names of columns that hold secrets, and names that only look like it.</summary>
public sealed class SecretColumnsTests
{
    private const string OfSecrets = """
        password|Password|PASSWORD|passwords|Password [Required]|Initial password [passwordProfile] Required|Password (text) optional|
        user_password|userPassword|UserPassword|USER-PASSWORD|password2|Password 1
        encrypted_password|password_hash|passwordhash|hashedpassword|password_digest|password_confirmation|Password (again)|
        reset_password_token
        password_reset_code|passwd|pwd|user_pwd|PWD|pswd|passphrase|passcode|user_pass|pass|PIN|card_pin|pin
        secret|Secret|client_secret|clientSecret|clientsecret|secrets|totp_secret|shared secret|webhook_secret|Secret Note
        token|Token|api_token|ApiToken|apiToken|APITOKEN|accessToken|access_token|refresh_token|auth-token|oauth2Token|remember_token|
        push token|Session Token
        api key|API Key|api_key|apikey|ApiKey|APIKey|API-KEY|x-api-key|access key|secret_key|private_key|privateKey|ssh key|encryption_key
        jwt|otp|otp code|recovery codes|backup_codes|security_code|security answer|connection_string|credentials|Bearer|session_cookie
        card number|card_number|CardNumber|cardNumber|Card No.|credit_card|CreditCard|credit card number|creditcardnumber|cc_number|
        debit card
        cvv|CVV|cvv2|CVV2|cvc|card_cvc|iban|IBAN|Iban Number|customer_iban|bank account number|ssn|SSN|SSN (last 9)|[Password]|
        Token (expires)|social security number|passport_number
        Passwort|passwort|Kennwort|Benutzerpasswort|Passwort-Hash|Geheimzahl|Zugangscode|API-Schlüssel|Kreditkartennummer|Kartennummer|
        KREDITKARTE
        mot de passe|Mot de passe|mot_de_passe|MotDePasse|motdepasse|MDP|Clé API|clé d'API|code secret|numéro de carte|Numéro de la carte|
        N° de carte|Numéro de sécurité sociale|carte bancaire
        wachtwoord|Wachtwoord|gebruikerswachtwoord|paswoord|toegangscode|API-sleutel|kaartnummer|Burgerservicenummer
        contraseña|Contraseña|CONTRASEÑA|contrasena|contrasenya|clave|clave de acceso|número de tarjeta|Número de la tarjeta|Nº tarjeta|
        Nº de tarjeta|Tarjeta de crédito|código de seguridad
        senha|Senha|SENHA|palavra-passe|Palavra passe|número do cartão|Nº do cartão|chave api|cartão de crédito
        parola|parola d'ordine|Parola|codice di sicurezza|numero di carta|carta di credito|chiave API|parolă
        adgangskode|kodeord|passord|lösenord|Lösenord|salasana|kortnummer|hasło|Haslo|heslo|geslo|lozinka|jelszó|şifre|slaptažodis|parool
        пароль|Пароль пользователя|парола|секрет|κωδικός πρόσβασης|密码|用户密码|密碼|パスワード|비밀번호|סיסמה|كلمة المرور|mật khẩu|kata sandi
        """;

    private const string OfNone = """
        session_count|token_count|TokenCount|password_changed_at|passwordChangedAt|Password changed|has_password|HasPassword|
        is_password_set|password_set
        Password Expires|password_expiry|password_expiration_date|password_age_days|password_attempts|failed_password_attempts|
        password_strength|password_policy
        reset_password_sent_at|last_password_change|password_last_changed|password_reset_required|password_protected|password_enabled|
        password_updated_at
        tokens|tokens_used|token_usage|token_limit|token_quota|token_balance_remaining|number of tokens|Number of passwords|count_tokens|
        token_expires_at
        api_key_created_at|api_key_count|api_keys_total|has_api_key|HasToken|needs_password|uses_password|password_version|password manager|
        secret_count
        passwordless|passwordless_login|passwordless_enabled|iban_verified|iban_valid|has_iban|card_number_last4|credit_card_expiry|
        credit_card_type|cvv_failed
        Passwort geändert|Passwort geändert am 2024 Datum|hat Passwort|Anzahl Passwörter|wachtwoord gewijzigd|aantal wachtwoorden|
        heeft wachtwoord|tiene contraseña
        senha alterada|tem senha|password_score|token_type|token_status|secret_version
        email|user_id|name|first_name|Last Name|phone|company|plan|seats|mrr|city|country|domain|notes|status|created_at|registered_at|title
        secretary|Secretariat|Secretary name|tokenized|tokenizer|passenger|Passenger name|passes|passed|bypass|compass|season_pass|ski pass|
        boarding pass|pass_rate
        passport|passport_country|pinned|pinterest|pin_code|Pincode|pincode|spin|shipping|opinion|keyboard|keyword|Keywords|key|Key account|
        primary_key|foreign_key|monkey
        account_number|Kundenkonto|Rekeningnummer|Kundennummer|Klantnummer|BSN|Rijksregisternummer|NIF|CPF|CNPJ|BTW|KBO|national_number|
        Steuernummer|CAP|CP|VAT number
        cardinal|card|card_type|Visitenkarte|discard|Business Card|Scorecard|cvs|CV|cv_url|resume|Iberia|urbanism|caribbean|assignment|
        lesson|session|mission
        code|postal code|country_code|promo code|Zugang|Karte|clavel|enclave|Senhor|paroles|parolee|chaves|hash|salt|login|username|credits|
        credit_score|carte|tarjeta
        authentication_method|auth_provider|two_factor_enabled|mfa|sso|oauth_provider|signature|license|bank|bank_name|bic|swift
        journy_line|password_at|otp_sent_at|pin_set|Password?has_been_changed|iban count|jeton_count|mdp changé|
        """;

    private static string[] NamesOf(string table) =>
        [.. table.Split(['|', '\n'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];

    [Fact]
    public void Names_of_secrets_are_known()
    {
        Assert.True(NamesOf(OfSecrets).Length >= 100);
        Assert.Equal([], NamesOf(OfSecrets).Where(name => !SecretColumns.Has(name)));
    }

    [Fact]
    public void Other_names_are_left_alone()
    {
        Assert.True(NamesOf(OfNone).Length >= 100);
        Assert.Equal([], NamesOf(OfNone).Where(SecretColumns.Has));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("123")]
    [InlineData("#")]
    [InlineData("́")]
    public void A_name_without_letters_is_none(string name) => Assert.False(SecretColumns.Has(name));
}
