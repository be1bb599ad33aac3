using System.Text;

namespace Journy.Tests.ImportCommand;

/// <summary>A file as a program or a person leaves it, and what it says, written down by hand.</summary>
/// <param name="Name">What is awkward about it.</param>
/// <param name="Noun">What it is imported as.</param>
/// <param name="Text">Its content.</param>
/// <param name="Expected">What arrives, a line a record.</param>
internal sealed record AwkwardExport(string Name, string Noun, string Text, string[] Expected)
{
    /// <summary>The encoding that it is written in, with its mark.</summary>
    public Encoding Encoding { get; init; } = new UTF8Encoding(false);

    /// <summary>What it is called.</summary>
    public string File { get; init; } = "export.csv";

    /// <summary>What the user knows and nobody can see, given to the preview.</summary>
    public string Given { get; init; } = string.Empty;

    /// <summary>The lines of rows that cannot be sent, since they are none or name nobody.</summary>
    public int[] Failed { get; init; } = [];
}
