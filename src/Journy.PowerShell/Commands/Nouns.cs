namespace Journy.Commands;

/// <summary>The nouns of the cmdlets.</summary>
internal static class Nouns
{
    public const string Journy = "Journy";
    public const string JournyConnection = "JournyConnection";
    public const string ApiKeyInfo = "JournyApiKeyInfo";
    public const string User = "JournyUser";
    public const string Account = "JournyAccount";
}
