namespace Journy.Import.Runs;

/// <summary>What a summary says of the reasons that rows did not get in for: the problem in a few words, and what to do.</summary>
internal static class ReasonWords
{
    private const string FixRows = "Fix the rows in the file of failed rows and import that.";
    private const string TryAgain = "Nothing is wrong with the rows: import again when journy.io answers.";
    private const string CheckAddress = "Check -BaseUri, and whether a proxy or a login page stands in the way; then import again.";
    private const string CheckKey = "Check the key in journy.io's settings, connect again and import again.";

    /// <summary>The problem, where whoever found it did not name it.</summary>
    public static string ProblemOf(JournyReason reason) => reason switch
    {
        JournyReason.BadArguments => "refused by journy.io",
        JournyReason.NotFound => "not found by journy.io",
        JournyReason.Unprocessable => "not processed by journy.io",
        JournyReason.ServerError => "journy.io had a fault",
        JournyReason.Redirected => "a redirect in place of journy.io's answer",
        JournyReason.UnexpectedAnswer => "an answer that is not journy.io's",
        JournyReason.TimedOut => "no answer in time",
        JournyReason.ConnectionFailed => "no connection",
        JournyReason.TlsFailed => "no trusted connection",
        JournyReason.Unauthorized => "refused, since the key may not do this",
        JournyReason.Forbidden => "refused, since the key is disabled",
        JournyReason.TooManyRequests => "refused by the rate limit",
        JournyReason.OutcomeUnknown => "the answer was lost",
        JournyReason.NoIdentity => "nobody is named",
        JournyReason.MissingValue => "a value is missing",
        JournyReason.AmbiguousColumn => "two columns claim the same",
        JournyReason.NotARow => "not a row",
        JournyReason.NestedProperty => "a nested object",
        JournyReason.InvalidValue => "a value that journy.io cannot store",
        JournyReason.InvalidEmail => "not an e-mail address",
        JournyReason.TypeMismatch => "not of its column's type",
        JournyReason.UnreadableMember => "a value that cannot be read",
        JournyReason.RaggedRow => "not as many cells as the header has",
        JournyReason.InvalidEncoding => "text in another encoding",
        JournyReason.DamagedFile => "the file is damaged here",
        _ => "not sent",
    };

    /// <summary>What to do, where whoever found the problem did not say it.</summary>
    public static string CureOf(JournyReason reason) => reason switch
    {
        JournyReason.BadArguments or JournyReason.NotFound or JournyReason.Unprocessable =>
            "Fix what journy.io names in the file of failed rows, or leave those columns out with -ExcludeProperty, and import that file.",
        JournyReason.ServerError or JournyReason.TimedOut or JournyReason.ConnectionFailed => TryAgain,
        JournyReason.TlsFailed => "Check the address, the clock and the trusted certificates of this machine; then import again.",
        JournyReason.Redirected or JournyReason.UnexpectedAnswer => CheckAddress,
        JournyReason.Unauthorized or JournyReason.Forbidden => CheckKey,
        JournyReason.TooManyRequests => "Import again in a few minutes; if something else uses the same key, give it a key of its own.",
        JournyReason.OutcomeUnknown =>
            "Look in journy.io which of the events are there, delete those from the file of unknown rows, and import the rest.",
        JournyReason.NoIdentity => "Fill in who it is; or leave such rows out with -SkipUnidentified.",
        JournyReason.AmbiguousColumn => "Leave one of the columns out with -ExcludeProperty, or map it to another name with -PropertyMap.",
        JournyReason.NotARow => "Take it out of the input, or have the program that writes it leave it away.",
        JournyReason.NestedProperty => "Send its parts as properties of their own, or leave it out with -ExcludeProperty.",
        JournyReason.InvalidValue or JournyReason.UnreadableMember =>
            "Convert it to text, a number, a boolean or a date first, or leave it out with -ExcludeProperty.",
        JournyReason.InvalidEmail => "Write one address, such as jane@example.com; leave it blank if the user has an ID.",
        JournyReason.InvalidEncoding => "Read the file with the encoding that it has, such as -Encoding 1252.",
        JournyReason.DamagedFile => "Fix the line, most likely a quote that is not closed, and import the file again.",
        _ => FixRows,
    };
}
