namespace Journy;

/// <summary>
/// Why something did not happen. The one list behind every error ID of the module: an error record's ID is
/// <c>Journy.</c> followed by one of these names, and the names never change once released.
/// </summary>
public enum JournyReason
{
    // What journy.io, or something between here and there, answered.

    /// <summary>journy.io refused the content of the request (HTTP 400, or another status of the 400s without a name of its own).</summary>
    BadArguments,

    /// <summary>The API key is unknown, or lacks the permission for this action (HTTP 401). Ends a run.</summary>
    Unauthorized,

    /// <summary>The API key is disabled (HTTP 403). Ends a run.</summary>
    Forbidden,

    /// <summary>What was asked for does not exist (HTTP 404).</summary>
    NotFound,

    /// <summary>journy.io understood the request and cannot process it (HTTP 422).</summary>
    Unprocessable,

    /// <summary>The rate limit was reached, and three pauses in a row did not help (HTTP 429). Ends a run.</summary>
    TooManyRequests,

    /// <summary>journy.io or a gateway in front of it failed (HTTP 408 and 5xx).</summary>
    ServerError,

    /// <summary>The address answered with a redirect (HTTP 3xx). It is never followed, because it would carry the API key
    /// elsewhere.</summary>
    Redirected,

    /// <summary>
    /// The answer is not one of journy.io's: HTML, JSON without a request ID, empty, cut off, too large, or an unknown status. Ten in a row
    /// end a run, because something else answers in journy.io's place.
    /// </summary>
    UnexpectedAnswer,

    // What kept an answer from coming.

    /// <summary>No answer within the time allowed for one call.</summary>
    TimedOut,

    /// <summary>The name could not be resolved, the connection was refused or reset, or a proxy stood in the way.</summary>
    ConnectionFailed,

    /// <summary>No trusted TLS connection could be made.</summary>
    TlsFailed,

    /// <summary>
    /// The answer to an event was lost, so journy.io may or may not have recorded it. It is not sent again, since that could count it
    /// twice.
    /// </summary>
    OutcomeUnknown,

    /// <summary>The record was not sent, because the run ended before its turn.</summary>
    NotAttempted,

    // The connection and the cmdlets' own parameters.

    /// <summary>There is no connection, and no key to make one from.</summary>
    NotConnected,

    /// <summary>No API key was given.</summary>
    NoApiKey,

    /// <summary>The API key cannot be used: it is blank, or holds characters that no header can carry.</summary>
    InvalidApiKey,

    /// <summary>The base address cannot be used.</summary>
    InvalidBaseUri,

    /// <summary>A parameter's value cannot be used.</summary>
    InvalidParameter,

    // One piped object, one row.

    /// <summary>A record names nobody: no user ID and no e-mail address, or no account ID and no domain.</summary>
    NoIdentity,

    /// <summary>A record lacks what the operation needs besides an identity: an event's name, a device ID.</summary>
    MissingValue,

    /// <summary>Two columns of one record claim the same target.</summary>
    AmbiguousColumn,

    /// <summary>Something that is not a row: text, a number or a file in the pipeline; a repeated header, a line of dashes or the number
    /// of rows in an export.</summary>
    NotARow,

    /// <summary>A property holds an object or a nested list; journy.io stores flat values.</summary>
    NestedProperty,

    /// <summary>A property's value is of a kind that journy.io does not store: NaN, infinity, binary data.</summary>
    InvalidValue,

    /// <summary>An e-mail address is not one, or is several.</summary>
    InvalidEmail,

    /// <summary>A text does not fit the type that its column has.</summary>
    TypeMismatch,

    /// <summary>A member of the piped object could not be read.</summary>
    UnreadableMember,

    // Files.

    /// <summary>The file does not exist or cannot be read.</summary>
    FileNotReadable,

    /// <summary>The file was changed while it was imported: it became shorter, or what had been read of it has changed.</summary>
    FileChanged,

    /// <summary>A file that should be written cannot be.</summary>
    FileNotWritable,

    /// <summary>The file's header cannot be used: empty, duplicate names, no column that identifies anybody.</summary>
    InvalidHeader,

    /// <summary>A row has more or fewer cells than the header.</summary>
    RaggedRow,

    /// <summary>A row holds bytes that are not valid in the file's encoding.</summary>
    InvalidEncoding,

    /// <summary>A column of the file has the name of a secret, such as password, and no parameter says what to do with it.</summary>
    SecretColumn,

    /// <summary>The file is damaged from this line on: a stray quote, a broken array of JSON, gzip data that was cut, or a record of over
    /// 16 million characters.</summary>
    DamagedFile,

    /// <summary>Another import uses the journal at this moment.</summary>
    JournalInUse,

    /// <summary>The journal belongs to other rows: another entity, another address, another API key, or it is no journal at all.</summary>
    JournalMismatch,

    /// <summary>The journal is damaged before its end.</summary>
    JournalDamaged,

    /// <summary>A file would change more of what is recorded than -MaxChangedPercent allows, is about other users or accounts than the
    /// journal, or would send more recorded events again than -AcceptEventCount allows.</summary>
    TooManyChanges,

    /// <summary>An import ended with rows that failed, are unknown or were not attempted.</summary>
    ImportIncomplete,
}
