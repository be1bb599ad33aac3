namespace Journy;

/// <summary>The piece of JavaScript that makes a website's visits known to journy.io.</summary>
public sealed class TrackingSnippet
{
    internal TrackingSnippet(string domain, string snippet)
    {
        Domain = domain;
        Snippet = snippet;
    }

    /// <summary>The website's domain.</summary>
    public string Domain { get; }

    /// <summary>The text to put into the website's pages.</summary>
    public string Snippet { get; }
}
