using System.Collections.Generic;
using System.Text;
using Journy.Import.Sources;

namespace Journy.Tests.Import;

/// <summary>A file that is hard to read, and what must come out of it.</summary>
internal sealed record AwkwardFile(byte[] Content)
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    public AwkwardFile(string content)
        : this(Utf8.GetBytes(content))
    {
    }

    /// <summary>The delimiter that is named; null where the header tells it.</summary>
    public char? Delimiter { get; init; }

    /// <summary>The encoding that is named; null where there is no need.</summary>
    public string? Encoding { get; init; }

    /// <summary>The names of the columns, trimmed.</summary>
    public IReadOnlyList<string> Header { get; init; } = ["user_id", "note"];

    /// <summary>Every row in order, the bad ones too.</summary>
    public IReadOnlyList<AwkwardRow> Rows { get; init; } = [];

    /// <summary>How many lines hold something and were not read.</summary>
    public long UnreadLines { get; init; }

    /// <summary>Why the file is refused as a whole, and a part of the message; null where it is not.</summary>
    public (JournyReason Reason, string Says)? Refusal { get; init; }

    /// <summary>Whether its rows, or its refusal, are looked at behind the command as well.</summary>
    public bool IsImported { get; init; }

    public CsvSourceOptions Options => new()
    {
        Delimiter = Delimiter,
        Encoding = Encoding is null ? null : System.Text.Encoding.GetEncoding(Encoding),
    };
}
