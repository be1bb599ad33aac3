using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using Journy.Import.Values;
using Journy.Pacing;

namespace Journy.Import.Journaling;

/// <summary>
/// What earlier imports of the same rows came to, kept in a file so that only what journy.io has not accepted yet is sent. Holds
/// hashes and no data: whom a row is about, what it says, and what became of it.
/// </summary>
/// <remarks>
/// The format is meant to last: what comes later is a named field of the head, a further value of a line, or a line of its own. A
/// version that does not know a line, or a field that must be known, refuses the journal; other fields it keeps.
/// </remarks>
internal sealed class Journal : IJournalLines, IDisposable
{
    /// <summary>The rules by which cells become values.</summary>
    public const string RulesOfReading = "1";

    private const string RulesField = "rules";

    // A file whose rows are all with journy.io, and how many bytes in front of the line say the head once more. It holds only as the
    // last line: what was written since may have changed that.
    private const string WholeField = "whole";

    // The columns whose types an import of a file found, or used: by those the properties were sent.
    private const string FileColumnsField = "types.file";

    // About what a journal has for an identifier; too many chains cost 2 bytes each.
    private const int BytesOfIdentifier = 80;

    // A compaction writes every line anew: not for a few that are out of date.
    private const int WorthCompacting = 5;

    private readonly JournalFile? _file;
    private readonly JournalHead _head;
    private readonly EventFields _events;
    private readonly LineBatch _loading;
    private long _lines;
    private long _linesAtOpen;
    private long _wholeLines;
    private bool _isLoaded;
    private WholeFile? _whole;
    private long _wholeEnd = -1;
    private WholeFile? _newWhole;
    private readonly Dictionary<string, string[]> _newRules = new(StringComparer.Ordinal);

    private Journal(JournalFile? file, JournalOwner owner, bool acceptNewKey, bool isWritable, bool readsHead = false)
    {
        _file = file;
        IsWritable = isWritable;
        _head = new JournalHead(file?.Path, owner);
        _events = new EventFields(_head, Append, () => Interlocked.Increment(ref _lines));
        Rules = RowRules.For(owner.Entity, isWritable ? this : null, isWritable ? _events : null);
        Digests = new RowDigests(isWritable ? Append : null, (at, length) => file!.TryReadAt(at, length));
        _loading = new LineBatch(Rules);
        _isLoaded = !(readsHead && file!.TryReadLast(LengthOfHead, Read));
        if (_isLoaded && file is not null)
        {
            ReadAll(file);
        }

        UseHead(acceptNewKey);
        Rules.BeginRun(_head.Salt);
        Digests.BeginRun(_head.Salt);
        _linesAtOpen = _lines;
        if (Rules is EventRules events)
        {
            _events.Load(events);
        }
    }

    /// <summary>The file; null if the journal is in memory only.</summary>
    public string? Path => _file?.Path;

    /// <summary>False if the journal is only looked into.</summary>
    public bool IsWritable { get; }

    /// <summary>What becomes of a row, by what the journal knows.</summary>
    public RowRules Rules { get; }

    /// <summary>What lines of files were read as.</summary>
    public RowDigests Digests { get; }

    /// <summary>A file of which every row is with journy.io, if nothing was written to the journal since; else null.</summary>
    public WholeFile? Whole => _file?.Length == _wholeEnd ? _whole : null;

    /// <summary>True if this run wrote down what became of a row.</summary>
    public bool HasNews => Interlocked.Read(ref _lines) != _linesAtOpen;

    /// <summary>The types that the columns of the first file were found to have.</summary>
    public IReadOnlyDictionary<string, JournyPropertyType> Types => _head.Types;

    /// <summary>The types of <see cref="Types"/> by which an import of a file sent its columns, other than text. What piped rows brought is
    /// none of them: there a column may hold 5 and "5".</summary>
    public IReadOnlyDictionary<string, JournyPropertyType> FileTypes =>
        (Field(FileColumnsField) ?? Array.Empty<string>())
            .Where(name => Types.TryGetValue(name, out JournyPropertyType type) && type != JournyPropertyType.Text)
            .ToDictionary(name => name, name => Types[name], StringComparer.OrdinalIgnoreCase);

    /// <inheritdoc cref="EventFields.UnnumberedTypes"/>
    public IReadOnlyDictionary<string, JournyPropertyType>? UnnumberedTypes => _events.UnnumberedTypes;

    /// <summary>What kept a line from being written.</summary>
    public JournyInputException? Problem => _file?.Problem;

    /// <summary>Opens a journal, or begins a new one.</summary>
    /// <param name="path">The journal's file.</param>
    /// <param name="owner">Whose journal it must be.</param>
    /// <param name="acceptNewKey">True to take another API key for the same workspace's.</param>
    /// <param name="readsHead">True to read only what tells whether a file is <see cref="Whole"/>, if it may be; nothing may be decided
    /// about rows before <see cref="Load"/>.</param>
    /// <exception cref="JournyInputException">It is another import's, in use, damaged, or cannot be written.</exception>
    public static Journal Open(string path, JournalOwner owner, bool acceptNewKey, bool readsHead = false)
    {
        JournalFile file = JournalFile.Open(path);
        try
        {
            return new Journal(file, owner, acceptNewKey, isWritable: true, readsHead);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Reads a journal, if there is one, and never writes it.</summary>
    /// <exception cref="JournyInputException">It is another import's, damaged, or cannot be read.</exception>
    public static Journal Look(string? path, JournalOwner owner, bool acceptNewKey)
    {
        using JournalFile? file = path is null ? null : JournalFile.OpenToRead(path);
        return new Journal(file, owner, acceptNewKey, isWritable: false);
    }

    /// <summary>Reads what is not read yet.</summary>
    /// <exception cref="JournyInputException">It is damaged.</exception>
    public void Load()
    {
        if (!_isLoaded)
        {
            _lines = _wholeLines = 0;
            ReadAll(_file!);
            _isLoaded = true;
            Rules.BeginRun(_head.Salt);
            Rules.StartRun(new DateTimeOffset(Rules.Run, TimeSpan.Zero));
            _linesAtOpen = _lines;
        }
    }

    /// <summary>Keeps the types that columns were found to have.</summary>
    public void KeepTypes(IEnumerable<KeyValuePair<string, JournyPropertyType>> types)
    {
        foreach (KeyValuePair<string, JournyPropertyType> type in types)
        {
            Append(_head.SetType(type.Key, type.Value));
        }
    }

    /// <summary>Keeps which columns an import of a file sends by their types.</summary>
    public void KeepFileColumns(IEnumerable<string> names)
    {
        IReadOnlyList<string> known = Field(FileColumnsField) ?? Array.Empty<string>();
        string[] all = known.Union(names, StringComparer.OrdinalIgnoreCase).ToArray();
        if (all.Length > known.Count)
        {
            SetField(FileColumnsField, all);
        }
    }

    /// <inheritdoc cref="JournalHead.Field"/>
    public IReadOnlyList<string>? Field(string name) => _head.Field(name);

    /// <summary>Gives a field of the head other values. Versions that do not know it go on, and keep it.</summary>
    public void SetField(string name, params string[] values) => Append(_head.SetField(name, values));

    /// <summary>Says which columns make a row one event.</summary>
    /// <exception cref="JournyInputException">Earlier imports gave others.</exception>
    public void UseEventKey(IReadOnlyList<string> names)
    {
        if (Rules is EventRules && _events.UseKey(names) is { } known)
        {
            throw JournalProblems.OtherEventKey(_file!.Path, known, names);
        }
    }

    /// <summary>Says by which rules text is read.</summary>
    /// <exception cref="JournyInputException">Earlier imports gave others, by which their values meant something else.</exception>
    public void UseTextRules(TextRules rules)
    {
        Dictionary<string, IReadOnlyList<string>> known = new(StringComparer.Ordinal);
        foreach (KeyValuePair<string, IReadOnlyList<string>> field in _head.Fields)
        {
            if (field.Key.StartsWith(JournalHead.ValuesField, StringComparison.Ordinal))
            {
                known[field.Key.Substring(JournalHead.ValuesField.Length)] = field.Value;
            }
        }

        if (TextRulesChange.Find(known, rules) is { } change)
        {
            throw JournalProblems.OtherTextRules(_file!.Path, change);
        }

        _newRules.Clear();
        foreach (KeyValuePair<string, string[]> part in rules.Parts)
        {
            if (!known.TryGetValue(part.Key, out IReadOnlyList<string>? values)
                || !values.SequenceEqual(part.Value, StringComparer.Ordinal))
            {
                _newRules[part.Key] = part.Value;
            }
        }
    }

    /// <summary>The run goes on: keeps the rules of reading text, and what makes its rows the events that they are. A run that was refused
    /// changes nothing of it.</summary>
    public void KeepIdentity()
    {
        _events.KeepKey();
        foreach (KeyValuePair<string, string[]> part in _newRules)
        {
            SetField(JournalHead.ValuesField + part.Key, part.Value);
        }

        _newRules.Clear();
        _events.KeepUnnumbered();
    }

    /// <summary>Ends the run: rewrites the journal without lines that are out of date, if they are many, and closes it.</summary>
    /// <exception cref="JournyInputException">It could not be rewritten; it is complete all the same.</exception>
    public void Complete()
    {
        try
        {
            if (_file is { Problem: null } && _isLoaded)
            {
                Complete(_file);
            }
        }
        finally
        {
            Dispose();
        }
    }

    /// <summary>Keeps, once the run is complete, that every row of a file is with journy.io.</summary>
    public void KeepWhole(WholeFile whole) => _newWhole = whole;

    /// <inheritdoc/>
    public void Dispose() => _file?.Dispose();

    void IJournalLines.Append(JournalOp op, ulong first, ulong second, ulong content)
    {
        _file!.Append(op, first, second, content);
        Interlocked.Increment(ref _lines);
    }

    long IJournalLines.Note(JournalOp op, ulong first, ulong second)
    {
        Interlocked.Increment(ref _lines);
        return _file!.Note(op, first, second);
    }

    void IJournalLines.Flush(long noted) => _file!.Flush(noted);

    private void Append(byte[] lines) => _file!.Append(lines);

    /// <summary>Begins a new journal, or goes on with one that is known to be this import's by now: only that may be written to.</summary>
    private void UseHead(bool acceptNewKey)
    {
        bool isNew = !_head.IsBegun;
        byte[] lines = isNew ? _head.Begin() : Array.Empty<byte>();
        if (!_head.HasKey)
        {
            bool mayUse = acceptNewKey || (_head.IsWithoutKey && _lines == 0);
            lines = mayUse ? _head.UseKey() : throw JournalProblems.OtherKey(_file!.Path);
        }

        if (!IsWritable)
        {
            return;
        }

        if (lines.Length > 0)
        {
            Append(lines);
        }

        if (_head.IsOfFirstFormat)
        {
            // The owner comes last: cut off before it, the journal is carried over once more.
            byte[] columns = Rules is EventRules ? _events.CarryOver() : Array.Empty<byte>();
            Append(columns.Concat(_head.OwnerLine()).ToArray());
        }

        if (Field(RulesField) is null)
        {
            SetField(RulesField, RulesOfReading);
        }
    }

    private void Complete(JournalFile file)
    {
        Digests.WritePending();
        long lines = _lines + _wholeLines;
        long outdated = lines - Rules.LiveLines - _head.Fields.Keys.Count(EventFields.IsOpen);
        if (outdated * WorthCompacting > lines || Digests.IsWorthCompacting)
        {
            file.Replace(WriteLive);
        }
        else if (_newWhole is not null && _newWhole != Whole)
        {
            file.Append(WholeLines(_newWhole));
        }
    }

    // With the head, so that the next run need not look for it in a large file.
    private byte[] WholeLines(WholeFile whole)
    {
        using MemoryStream lines = new();
        _head.Write(lines);
        string[] values = whole.ToValues();
        byte[] line = JournalHead.FieldLine(WholeField, values.Append(lines.Length.ToString(CultureInfo.InvariantCulture)).ToArray());
        lines.Write(line, 0, line.Length);
        return lines.ToArray();
    }

    /// <summary>How many bytes in front of a line, which is the journal's last, say the head once more; null if none do.</summary>
    private static int? LengthOfHead(ArraySegment<byte> line)
    {
        if ((JournalOp)line.Array![line.Offset] != JournalOp.OptionalField)
        {
            return null;
        }

        IReadOnlyList<string> field = JournalLine.ReadText(line);
        return field.Count > WholeFile.ValueCount + 1 && field[0] == WholeField
            && int.TryParse(field[WholeFile.ValueCount + 1], NumberStyles.None, CultureInfo.InvariantCulture, out int length)
                ? length
                : null;
    }

    private void ReadAll(JournalFile file)
    {
        Rules.Identities.Expect((int)(file.Size / BytesOfIdentifier));
        file.ReadAll(Read);
        _loading.Load();
    }

    [MethodImpl(Optimization.AtOnce)]
    private void Read(ArraySegment<byte> line)
    {
        JournalOp op = (JournalOp)line.Array![line.Offset];
        if (!_head.IsBegun && op != JournalOp.Owner)
        {
            throw JournalProblems.NotAJournal(_file!.Path);
        }

        switch (op)
        {
            case JournalOp.Accepted:
            case JournalOp.Replacing:
            case JournalOp.Following:
            case JournalOp.Shortened:
            case JournalOp.Sequence:
            case JournalOp.RunEnded:
            case JournalOp.Run:
            case JournalOp.Confirmed:
            case JournalOp.Awaiting:
            case JournalOp.Alias:
            case JournalOp.Sending:
            case JournalOp.Refused:
            case JournalOp.Uncertain:
                if (!_loading.TryAdd(op, line))
                {
                    throw JournalProblems.NotAJournal(_file!.Path);
                }

                _lines++;
                break;
            case JournalOp.OptionalField when DigestLine.Is(line):
                if (!Digests.Load(line, _file!.Length))
                {
                    throw JournalProblems.NotAJournal(_file.Path);
                }

                break;
            case JournalOp.Field:
            case JournalOp.OptionalField:
                ReadField(op, line);
                break;
            case JournalOp.Owner:
                _head.ReadOwner(line);
                break;
            case JournalOp.Key:
                _head.ReadKey(line);
                break;
            case JournalOp.Type:
                _head.ReadType(line);
                break;
            case JournalOp.Check:
                break;
            default:
                throw JournalProblems.Newer(_file!.Path);
        }
    }

    private void ReadField(JournalOp op, ArraySegment<byte> line)
    {
        IReadOnlyList<string> field = JournalLine.ReadText(line);
        if (field[0] == WholeField)
        {
            _whole = WholeFile.Of(field.Skip(1).Select(Uri.UnescapeDataString).ToArray());
            _wholeEnd = _file!.Length + line.Count + 1;
            _wholeLines++;
            return;
        }

        _head.ReadField(op, field);
        _lines += EventFields.IsOpen(field[0]) ? 1 : 0;
    }

    private void WriteLive(Stream stream)
    {
        _head.Write(stream);
        byte[] buffer = new byte[128];
        foreach ((JournalOp op, ulong first, ulong second, ulong content) in Rules.Live())
        {
            stream.Write(buffer, 0, JournalLine.Write(ref buffer, 0, op, first, second, content));
        }

        WholeFile? whole = _newWhole ?? Whole;
        _file!.ReadAll(line =>
        {
            if (DigestLine.Is(line))
            {
                Digests.CopyLive(line, _file.Length, stream);
            }
        });
        Digests.EndCopy(stream);
        if (whole is not null)
        {
            byte[] lines = WholeLines(whole);
            stream.Write(lines, 0, lines.Length);
        }
    }
}
