namespace Journy.Commands;

/// <summary>The nouns of the cmdlets.</summary>
internal static class Nouns
{
    public const string Journy = "Journy";
    public const string JournyConnection = "JournyConnection";
    public const string ApiKeyInfo = "JournyApiKeyInfo";
    public const string User = "JournyUser";
    public const string UserDevice = "JournyUserDevice";
    public const string Account = "JournyAccount";
    public const string AccountUser = "JournyAccountUser";
    public const string Event = "JournyEvent";
    public const string TrackingSnippet = "JournyTrackingSnippet";
    public const string EventDefinition = "JournyEventDefinition";
    public const string PropertyDefinition = "JournyPropertyDefinition";
    public const string Segment = "JournySegment";
    public const string VerificationHash = "JournyVerificationHash";
}
