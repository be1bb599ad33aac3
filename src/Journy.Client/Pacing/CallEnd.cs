namespace Journy.Pacing;

/// <summary>How a call ended, as the rate window sees it.</summary>
internal enum CallEnd
{
    /// <summary>An answer of journy.io's own came that was no refusal for the rate.</summary>
    Answered,

    /// <summary>
    /// No answer came, or only that of a failing server or gateway: whether journy.io counted the call is not known.
    /// </summary>
    Lost,

    /// <summary>HTTP 429.</summary>
    Refused,
}
