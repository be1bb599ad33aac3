using System;
using System.Collections.Generic;
using System.Linq;
using Journy.Binding;

namespace Journy.Import;

/// <summary>
/// The outcome files of one run: one for each outcome and set of columns. Rows of a file all have the same columns; piped objects
/// need not.
/// </summary>
internal sealed class OutcomeFiles : IDisposable
{
    private readonly string _inputPath;
    private readonly string? _directory;
    private readonly DateTimeOffset _startedAt;
    private readonly char _delimiter;
    private readonly List<(RowOutcome Outcome, IReadOnlyList<string> Columns, OutcomeFile File)> _files = new();

    /// <summary>Names the files; nothing is written yet.</summary>
    /// <param name="inputPath">The file that the rows come from, or one that could be.</param>
    /// <param name="directory">Where to write; null: beside the input.</param>
    /// <param name="startedAt">When the run began.</param>
    /// <param name="delimiter">What stands between two cells.</param>
    public OutcomeFiles(string inputPath, string? directory, DateTimeOffset startedAt, char delimiter)
    {
        _inputPath = inputPath;
        _directory = directory;
        _startedAt = startedAt;
        _delimiter = delimiter;
    }

    /// <summary>The files of an outcome that have rows.</summary>
    public IReadOnlyList<string> PathsOf(RowOutcome outcome) =>
        _files.Where(known => known.Outcome == outcome && known.File.Path is not null).Select(known => known.File.Path!).ToList();

    /// <summary>The first of them; null where there is none.</summary>
    public string? PathOf(RowOutcome outcome) => PathsOf(outcome) is { Count: > 0 } paths ? paths[0] : null;

    /// <summary>Finds out before anything is sent whether a file could be written, and leaves nothing behind.</summary>
    /// <exception cref="JournyInputException">It cannot.</exception>
    public void RequireWritable()
    {
        using OutcomeFile file = Create(RowOutcome.Failed, Array.Empty<string>());
        file.RequireWritable();
    }

    /// <summary>Appends a row.</summary>
    /// <exception cref="JournyInputException">The file cannot be written.</exception>
    public void Write(RowOutcome outcome, ImportRow row, string error, string? requestId) =>
        FileFor(outcome, row.Columns).Write(row.Line, row.Cells, error, requestId);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach ((_, _, OutcomeFile file) in _files)
        {
            file.Dispose();
        }
    }

    private OutcomeFile FileFor(RowOutcome outcome, IReadOnlyList<string> columns)
    {
        foreach ((RowOutcome Outcome, IReadOnlyList<string> Columns, OutcomeFile File) known in _files)
        {
            if (known.Outcome == outcome && (ReferenceEquals(known.Columns, columns) || known.Columns.SequenceEqual(columns, StringComparer.Ordinal)))
            {
                return known.File;
            }
        }

        OutcomeFile file = Create(outcome, columns);
        _files.Add((outcome, columns, file));
        return file;
    }

    private OutcomeFile Create(RowOutcome outcome, IReadOnlyList<string> columns) =>
        new(_inputPath, _directory, outcome.ToString().ToLowerInvariant(), _startedAt, columns, _delimiter);
}
