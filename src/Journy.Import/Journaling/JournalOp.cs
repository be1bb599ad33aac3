namespace Journy.Import.Journaling;

/// <summary>What a line of a journal says; the character with which it begins.</summary>
internal enum JournalOp : byte
{
    /// <summary>The first line: format, entity, salt and address. A journal of an older format has a second one, from where on it is
    /// of the present format.</summary>
    Owner = (byte)'J',

    /// <summary>A named field of the head: its name, and values in whatever number. A version that does not know the name refuses
    /// the journal.</summary>
    Field = (byte)'H',

    /// <summary>The same, where a version that does not know the name may go on, and keeps the line.</summary>
    OptionalField = (byte)'h',

    /// <summary>A check sum of the lines before it. Not written yet, and passed over: its place in the format.</summary>
    Check = (byte)'C',

    /// <summary>The key that the journal was written with, as a salted fingerprint; the last one counts.</summary>
    Key = (byte)'K',

    /// <summary>The type that a column has, its name, and its format if it needs one.</summary>
    Type = (byte)'T',

    /// <summary>journy.io took a row.</summary>
    Accepted = (byte)'S',

    /// <summary>A call is about to replace what an identity had: until it is accepted, nothing is known of the identity.</summary>
    Replacing = (byte)'D',

    /// <summary>The same, where the call follows on other rows of this identity in the same file.</summary>
    Following = (byte)'E',

    /// <summary>Of what was accepted of an identity, its last row is the whole sequence from now on.</summary>
    Shortened = (byte)'L',

    /// <summary>What was accepted of an identity, as a whole: how many rows stand where the second hash does, and their digest where
    /// the content does.</summary>
    Sequence = (byte)'Q',

    /// <summary>A run has come to its end: what it sent of an identity is all that its input holds of it.</summary>
    RunEnded = (byte)'R',

    /// <summary>The lines behind it tell of rows that a run's input held which began then, in ticks of UTC, where the first hash stands.
    /// Of what is told before any such line, nobody knows the run.</summary>
    Run = (byte)'N',

    /// <summary>A run's input held what was accepted before once more, or a row that was accepted in part: nothing older may replace
    /// it.</summary>
    Confirmed = (byte)'V',

    /// <summary>A row of an identity was not accepted, and waits in an outcome file.</summary>
    Awaiting = (byte)'W',

    /// <summary>What is known of an identifier is kept under another one, which stands where the content does.</summary>
    Alias = (byte)'A',

    /// <summary>An event is about to be sent: until its answer is known, nobody can tell whether it was recorded.</summary>
    Sending = (byte)'I',

    /// <summary>An event was not recorded.</summary>
    Refused = (byte)'F',

    /// <summary>The answer to an event was lost.</summary>
    Uncertain = (byte)'U',
}
