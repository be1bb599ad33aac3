namespace Journy.Import.Journaling;

/// <summary>What a line of a journal says; the character with which it begins.</summary>
internal enum JournalOp : byte
{
    /// <summary>The first line: format, entity, salt and address.</summary>
    Owner = (byte)'J',

    /// <summary>The key that the journal was written with, as a salted fingerprint; the last one counts.</summary>
    Key = (byte)'K',

    /// <summary>The type that a column has.</summary>
    Type = (byte)'T',

    /// <summary>journy.io took a row.</summary>
    Accepted = (byte)'S',

    /// <summary>A call is about to replace what an identity had: until it is accepted, nothing is known of the identity.</summary>
    Replacing = (byte)'D',

    /// <summary>The same, where the call follows on other rows of this identity in the same file.</summary>
    Following = (byte)'E',

    /// <summary>What is known of an identifier is kept under another one, which stands where the content does.</summary>
    Alias = (byte)'A',

    /// <summary>An event is about to be sent: until its answer is known, nobody can tell whether it was recorded.</summary>
    Sending = (byte)'I',

    /// <summary>An event was not recorded.</summary>
    Refused = (byte)'F',

    /// <summary>The answer to an event was lost.</summary>
    Uncertain = (byte)'U',
}
