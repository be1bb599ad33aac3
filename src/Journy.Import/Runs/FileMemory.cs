using System;
using System.Collections.Generic;
using System.Globalization;
using System.Runtime.InteropServices;
using Journy.Import.Journaling;
using Journy.Import.Records;
using Journy.Import.Sources;
using Journy.Import.Values;

namespace Journy.Import.Runs;

/// <summary>
/// What a journal remembers of a file, so that rows that are known need not be read: lines by their digests, and the whole file.
/// Only what is read in the same way is known: by the same columns, types, parameters and code.
/// </summary>
internal sealed class FileMemory
{
    private readonly Journal _journal;
    private readonly IRowSource _source;
    private readonly RecordBinder _binder;
    private readonly bool _isText;
    private string _reading = string.Empty;

    private FileMemory(Journal journal, IRowSource source, RecordBinder binder, bool isText)
    {
        _journal = journal;
        _source = source;
        _binder = binder;
        _isText = isText;
    }

    /// <summary>What a journal remembers of a file.</summary>
    /// <param name="journal">The journal; null if there is none.</param>
    /// <param name="source">The file.</param>
    /// <param name="binder">What reads its rows.</param>
    /// <param name="runs">From which runs its rows are.</param>
    /// <param name="isText">True if no types are looked for.</param>
    /// <returns>Null if it must be read: there is no journal, or rows say of which run they are.</returns>
    public static FileMemory? Of(Journal? journal, IRowSource source, RecordBinder binder, RowRuns? runs, bool isText) =>
        journal is null || !source.CanBeRemembered || runs is { ArePresent: false }
            ? null
            : new FileMemory(journal, source, binder, isText);

    /// <summary>Looks how rows are read, by the types that are known by now.</summary>
    public void Begin()
    {
        _reading = _journal.Rules.Hash.DigestOf(Describe());
        _journal.Digests.Begin(_reading);
    }

    /// <summary>What is known of the file, if it is the very file of which every row is unchanged; else null.</summary>
    /// <exception cref="JournyInputException">The file can no longer be read.</exception>
    public WholeFile? FindWhole() =>
        _journal.Whole is { } whole
        && whole.Reading == _reading
        && whole.Length == _source.TotalBytes
        && whole.Digest == DigestOfFile()
            ? whole
            : null;

    /// <summary>The file was read to its end, and every row of it is with journy.io as it stands there.</summary>
    /// <param name="rows">How many they are.</param>
    /// <param name="absent">How many of whom the journal knows are not in the file; null if that is not known.</param>
    /// <exception cref="JournyInputException">The file can no longer be read.</exception>
    public void KeepWhole(long rows, long? absent) =>
        _journal.KeepWhole(new WholeFile(_reading, DigestOfFile(), _source.TotalBytes, rows, absent));

    /// <summary>Takes rows by their lines.</summary>
    /// <param name="take">Takes a row by its hashes; false if it must be read.</param>
    public ILineTaker Taker(Func<ulong, ulong, ulong, bool> take) => new KnownLineTaker(_journal.Digests, take);

    private string DigestOfFile() => _journal.Rules.Hash.DigestOf(new[] { _source.HashAll() });

    private List<string?> Describe()
    {
        // Whatever code reads a row, and the cultures and zones that it asks.
        List<string?> texts =
        [
            Journal.RulesOfReading,
            typeof(FileMemory).Module.ModuleVersionId.ToString(),
            typeof(Api.PropertyBag).Module.ModuleVersionId.ToString(),
            HostLanguage.Current.GetType().Module.ModuleVersionId.ToString(),
            RuntimeInformation.FrameworkDescription,
            _isText.ToString(CultureInfo.InvariantCulture),
            .. _source.DescribeReading(),
            .. _binder.DescribeReading(_source.Names),
        ];

        // A column without a type has no cell in any row that is known.
        foreach (string name in _source.Names)
        {
            texts.Add(_journal.Types.TryGetValue(name, out JournyPropertyType type) ? type.ToString() : null);
        }

        return texts;
    }

    private sealed class KnownLineTaker : ILineTaker
    {
        private readonly RowDigests _digests;
        private readonly Func<ulong, ulong, ulong, bool> _take;

        public KnownLineTaker(RowDigests digests, Func<ulong, ulong, ulong, bool> take)
        {
            _digests = digests;
            _take = take;
        }

        public LineDigest DigestOf(char[] text, int start, int count) => _digests.DigestOf(text, start, count);

        public bool TryTake(LineDigest digest) =>
            _digests.TryFind(digest, out ulong first, out ulong second, out ulong content) && _take(first, second, content);
    }
}
