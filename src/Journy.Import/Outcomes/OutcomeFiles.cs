using System;
using System.Collections.Generic;
using System.Linq;
using Journy.Import.Records;

namespace Journy.Import.Outcomes;

/// <summary>
/// The outcome files of one run: one for each outcome, set of columns and set of types. Rows of a file all have the same columns, and
/// are text; piped objects need not have the same columns, nor values of the same types in them.
/// </summary>
internal sealed class OutcomeFiles : IDisposable
{
    // A process may have only so many files open, and rows of many kinds have a file each.
    private const int MostOpen = 32;

    private readonly string _inputPath;
    private readonly string? _directory;
    private readonly DateTimeOffset _startedAt;
    private readonly char? _delimiter;
    private readonly Queue<OutcomeFile> _open = new();
    private readonly Func<IReadOnlyList<string>, HashSet<string>> _hiddenOf;
    private readonly List<Known> _files = new();

    /// <summary>Names the files; nothing is written yet.</summary>
    /// <param name="inputPath">The file that the rows come from, or one that could be.</param>
    /// <param name="directory">Where to write; null: beside the input.</param>
    /// <param name="startedAt">When the run began.</param>
    /// <param name="delimiter">What stands between two cells; null to write JSON Lines.</param>
    /// <param name="hiddenOf">Finds those of a header's columns of which nothing may be written.</param>
    public OutcomeFiles(
        string inputPath,
        string? directory,
        DateTimeOffset startedAt,
        char? delimiter,
        Func<IReadOnlyList<string>, HashSet<string>> hiddenOf)
    {
        _inputPath = inputPath;
        _directory = directory;
        _startedAt = startedAt;
        _delimiter = delimiter;
        _hiddenOf = hiddenOf;
    }

    /// <summary>The run of rows that are not of an earlier one.</summary>
    public long Run { get; set; }

    /// <summary>The files of an outcome that have rows.</summary>
    public IReadOnlyList<OutcomeFile> FilesOf(RowOutcome outcome) =>
        _files.Where(known => known.Outcome == outcome && known.File.Path is not null).Select(known => known.File).ToList();

    /// <summary>Their paths.</summary>
    public IReadOnlyList<string> PathsOf(RowOutcome outcome) => FilesOf(outcome).Select(file => file.Path!).ToList();

    /// <summary>The first of them; null if there is none.</summary>
    public string? PathOf(RowOutcome outcome) => PathsOf(outcome) is { Count: > 0 } paths ? paths[0] : null;

    /// <summary>Finds out before anything is sent whether a file could be written, and leaves nothing behind.</summary>
    /// <exception cref="JournyInputException">It cannot.</exception>
    public void RequireWritable()
    {
        using OutcomeFile file = Create(RowOutcome.Failed, Array.Empty<string>(), null);
        file.RequireWritable();
    }

    /// <summary>Appends a row.</summary>
    /// <exception cref="JournyInputException">The file cannot be written.</exception>
    /// <returns>What the cells of its file mean if the row was piped; null for the row of a file.</returns>
    public OutcomeTypes? Write(RowOutcome outcome, ImportRow row, string error, string? requestId)
    {
        OutcomeFile file = FileFor(outcome, row);
        Open(file);
        file.Write(row.Line, row.Cells, error, requestId, row.Run == 0 ? Run : row.Run, row.Text);
        return file.Types;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (Known known in _files)
        {
            known.File.Dispose();
        }
    }

    private void Open(OutcomeFile file)
    {
        if (_open.Contains(file))
        {
            return;
        }

        if (_open.Count == MostOpen)
        {
            _open.Dequeue().Rest();
        }

        _open.Enqueue(file);
    }

    private OutcomeFile FileFor(RowOutcome outcome, ImportRow row)
    {
        ObjectCells? piped = row.Cells as ObjectCells;
        foreach (Known known in _files)
        {
            if (known.Outcome == outcome
                && (ReferenceEquals(known.Columns, row.Columns) || known.Columns.SequenceEqual(row.Columns, StringComparer.Ordinal))
                && (piped is null || known.File.Types!.TryAdd(piped)))
            {
                return known.File;
            }
        }

        OutcomeFile file = Create(outcome, row.Columns, piped is null ? null : new OutcomeTypes(piped));
        _files.Add(new Known(outcome, row.Columns, file));
        return file;
    }

    private OutcomeFile Create(RowOutcome outcome, IReadOnlyList<string> columns, OutcomeTypes? types) =>
        new(_inputPath, _directory, outcome.ToString().ToLowerInvariant(), _startedAt, columns, _delimiter, _hiddenOf(columns))
        {
            Types = types,
        };

    private sealed record Known(RowOutcome Outcome, IReadOnlyList<string> Columns, OutcomeFile File);
}
