using System.Text;

namespace Journy.Import.Outcomes;

/// <summary>How the rows of an outcome file are written.</summary>
internal interface IOutcomeFormat
{
    /// <summary>The end of the file's name.</summary>
    string Extension { get; }

    /// <summary>Appends what stands in front of the first row.</summary>
    void AppendHead(StringBuilder text);

    /// <summary>Appends a row with its line end.</summary>
    void AppendRow(StringBuilder text, OutcomeRow row);
}
