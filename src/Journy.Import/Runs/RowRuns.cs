using System.Collections.Generic;
using Journy.Import.Columns;
using Journy.Import.Outcomes;
using Journy.Import.Values;

namespace Journy.Import.Runs;

/// <summary>From which run the rows of an input are: those of an outcome file say again what an earlier run's input said.</summary>
internal sealed class RowRuns
{
    private readonly int _column = -1;
    private readonly long _runOfFile;

    // Rows of one file mostly have one run.
    private string? _lastText;
    private long _lastRun;

    /// <summary>Looks at a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="header">Its header.</param>
    public RowRuns(string path, IReadOnlyList<string> header)
    {
        _runOfFile = OutcomeName.RunOf(path);
        for (int index = 0; index < header.Count; index++)
        {
            _column = OwnColumns.IsRun(header[index]) ? index : _column;
        }
    }

    /// <summary>True if every row is of the present run.</summary>
    public bool ArePresent => _column < 0 && _runOfFile == 0;

    /// <summary>The run of a row of the file, by its own column or else by the file's name; 0 for the present one.</summary>
    public long Of(IReadOnlyList<string> cells)
    {
        if (_column < 0 || _column >= cells.Count)
        {
            return _runOfFile;
        }

        if (cells[_column] != _lastText)
        {
            _lastText = cells[_column];
            _lastRun = RunStamp.Read(_lastText);
        }

        return _lastRun == 0 ? _runOfFile : _lastRun;
    }

    /// <summary>The run of a piped row; 0 for the present one.</summary>
    public static long Of(SourceRow row)
    {
        for (int index = 0; index < row.Names.Count; index++)
        {
            if (OwnColumns.IsRun(row.Names[index]))
            {
                return RunStamp.Read(ValueConverter.Unwrap(row.Values[index]) as string);
            }
        }

        return 0;
    }
}
