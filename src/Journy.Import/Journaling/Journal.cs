using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using System.Threading;
using Journy.Import.Problems;
using Journy.Import.Values;
using Journy.Results;

namespace Journy.Import.Journaling;

/// <summary>
/// What earlier imports of the same rows came to, kept in a file so that only what journy.io has not accepted yet is sent. Holds
/// hashes and no data: whom a row is about, what it says, and what became of it.
/// </summary>
/// <remarks>
/// The format is meant to last: what comes later is a named field of the head, a further value of a line, or a line of its own. A
/// version that does not know a line, or a field that must be known, refuses the journal; other fields it keeps.
/// </remarks>
internal sealed class Journal : IJournalLines, IEventFields, IDisposable
{
    private const string Format = "2";

    // What 0.1.0 wrote. Its lines mean the same here; it refuses a journal that has a line of owner of a newer format anywhere.
    private const string FirstFormat = "1";

    // The rules by which cells become values.
    public const string RulesOfReading = "1";
    private const string RulesField = "rules";

    // The parts of each reading of events, "event.1.name value"; a version that does not know them would send events again.
    private const string ReadingField = "event.";

    // The columns of -EventKey.
    private const string KeyField = "event.key";

    // The rules of reading text that parameters gave, "values.Culture nl-BE"; a version that does not know them would read other values.
    private const string ValuesField = "values.";

    // A file whose rows are all with journy.io, and how many bytes in front of the line say the head once more. It holds only as the
    // last line: what was written since may have changed that.
    private const string WholeField = "whole";

    // "open.key length digest input": an event that was sent for a row without a line end. Without values: no more.
    private const string OpenField = "open.";

    // The reading of events without a number.
    private const string UnnumberedField = "event.unnumbered";

    // The columns whose types an import of a file found, or used: by those the properties were sent.
    private const string FileColumnsField = "types.file";

    // The columns that had a type when a journal of 0.1.0 was carried over: what comes later says nothing of its events.
    private const string FirstColumnsField = "event.columns";

    // About what a journal has for an identifier; too many chains cost 2 bytes each.
    private const int BytesOfIdentifier = 80;

    // A compaction writes every line anew: not for a few that are out of date.
    private const int WorthCompacting = 5;

    private readonly JournalFile? _file;
    private readonly Dictionary<string, JournyPropertyType> _types = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string> _formats = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, IReadOnlyList<string>> _fields = new(StringComparer.Ordinal);
    private readonly byte[] _salt;
    private string _keyMark = string.Empty;
    private string _ownerText = string.Empty;
    private string _format = Format;
    private long _lines;
    private readonly JournalOwner _owner;
    private long _linesAtOpen;
    private long _wholeLines;
    private bool _isLoaded;
    private WholeFile? _whole;
    private long _wholeEnd = -1;
    private WholeFile? _newWhole;
    private IReadOnlyList<string>? _newKey;
    private IReadOnlyList<KeyValuePair<string, string[]>> _newRules = Array.Empty<KeyValuePair<string, string[]>>();

    private Journal(JournalFile? file, JournalOwner owner, bool acceptNewKey, bool isWritable, bool readsHead = false)
    {
        _file = file;
        _owner = owner;
        IsWritable = isWritable;
        Rules = RowRules.For(owner.Entity, isWritable ? this : null, isWritable ? this : null);
        Digests = new RowDigests(isWritable ? lines => file!.Append(lines) : null);
        byte[]? salt = null;
        bool isHead = readsHead && file!.TryReadLast(LengthOfHead, line => Read(line, ref salt));
        if (!isHead && file is not null)
        {
            Rules.Identities.Expect((int)(file.Size / BytesOfIdentifier));
            file.ReadAll(line => Read(line, ref salt));
        }

        bool isNew = salt is null;
        _salt = salt ?? RecordHash.CreateSalt();
        string keyMark = Mark(owner.KeyFingerprint);
        if (isNew)
        {
            _keyMark = keyMark;
            if (isWritable)
            {
                file!.Append(OwnerLine(owner).Concat(JournalLine.Write(JournalOp.Key, keyMark)).ToArray());
            }
        }
        else if (keyMark != _keyMark)
        {
            if (!acceptNewKey)
            {
                throw new JournyInputException(
                    JournyReason.JournalMismatch,
                    $"The journal '{file!.Path}' was written with another API key. Look whether this is the key that you mean. If it is the key of another workspace, give this import a journal of its own with -JournalPath. If the same workspace has a new key, add -AcceptNewKey once.");
            }

            _keyMark = keyMark;
            if (isWritable)
            {
                file!.Append(JournalLine.Write(JournalOp.Key, keyMark));
            }
        }

        // Only now that the journal is known to be this import's: it may be written to.
        if (isWritable && _format == FirstFormat)
        {
            // The owner comes last: cut off before it, the journal is carried over once more.
            byte[] columns = Array.Empty<byte>();
            if (Rules is EventRules)
            {
                _fields[FirstColumnsField] = _types.Keys.ToArray();
                columns = FieldLine(FirstColumnsField, _types.Keys);
            }

            file!.Append(columns.Concat(OwnerLine(owner)).ToArray());
        }

        if (isWritable && !_fields.ContainsKey(RulesField))
        {
            SetField(RulesField, RulesOfReading);
        }

        _isLoaded = !isHead;
        Rules.BeginRun(_salt);
        Digests.BeginRun(_salt);
        _linesAtOpen = _lines;
        if (Rules is EventRules events)
        {
            BeginRun(events);
        }
    }

    /// <summary>The file; null where the journal is in memory only.</summary>
    public string? Path => _file?.Path;

    /// <summary>False where the journal is only looked into.</summary>
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
    public IReadOnlyDictionary<string, JournyPropertyType> Types => _types;

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

    /// <summary>Reads a journal, where there is one, and never writes it.</summary>
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
            byte[]? salt = _salt;
            _lines = _wholeLines = 0;
            Rules.Identities.Expect((int)(_file!.Size / BytesOfIdentifier));
            _file.ReadAll(line => Read(line, ref salt));
            _isLoaded = true;
            Rules.BeginRun(_salt);
            Rules.StartRun(new DateTimeOffset(Rules.Run, TimeSpan.Zero));
            _linesAtOpen = _lines;
        }
    }

    /// <summary>Keeps the types that columns were found to have.</summary>
    public void KeepTypes(IEnumerable<KeyValuePair<string, JournyPropertyType>> types)
    {
        foreach (KeyValuePair<string, JournyPropertyType> type in types)
        {
            _types[type.Key] = type.Value;
            _file!.Append(TypeLine(type));
        }
    }

    /// <summary>The types of <see cref="Types"/> by which an import of a file sent its columns, other than text. What piped rows brought is
    /// none of them: there a column may hold 5 and "5".</summary>
    public IReadOnlyDictionary<string, JournyPropertyType> FileTypes =>
        (Field(FileColumnsField) ?? Array.Empty<string>()).Where(name => _types.TryGetValue(name, out JournyPropertyType type) && type != JournyPropertyType.Text)
            .ToDictionary(name => name, name => _types[name], StringComparer.OrdinalIgnoreCase);

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

    /// <summary>The values of a field of the head; null if it has no such field.</summary>
    public IReadOnlyList<string>? Field(string name) => _fields.TryGetValue(name, out IReadOnlyList<string>? values) ? values : null;

    /// <summary>Gives a field of the head other values. Versions that do not know it go on, and keep it.</summary>
    public void SetField(string name, params string[] values)
    {
        _fields[name] = values;
        _file!.Append(FieldLine(name, values));
    }

    /// <summary>Says which columns make a row one event.</summary>
    /// <exception cref="JournyInputException">Earlier imports gave others.</exception>
    public void UseEventKey(IReadOnlyList<string> names)
    {
        if (Rules is not EventRules events)
        {
            return;
        }

        IReadOnlyList<string> known = Field(KeyField) ?? Array.Empty<string>();
        if (known.Count > 0 && !known.SequenceEqual(names, StringComparer.OrdinalIgnoreCase))
        {
            throw new JournyInputException(
                JournyReason.TooManyChanges,
                $"The journal '{_file!.Path}' knows its events by the key {string.Join(", ", known)}, and this import {(names.Count == 0 ? "gives none" : "gives " + string.Join(", ", names))}: events would count again. Give -EventKey {QuotedText.Of(known[0])}{string.Concat(known.Skip(1).Select(name => ", " + QuotedText.Of(name)))}. With a journal of its own (-JournalPath) an import sends all of its events.");
        }

        _newKey = known.Count == 0 && names.Count > 0 ? names : null;
        events.IsKeyed = names.Count > 0;
    }

    /// <summary>Says by which rules text is read.</summary>
    /// <exception cref="JournyInputException">Earlier imports gave others, by which their values meant something else.</exception>
    public void UseTextRules(TextRules rules)
    {
        Dictionary<string, IReadOnlyList<string>> known = _fields.Where(field => field.Key.StartsWith(ValuesField, StringComparison.Ordinal))
            .ToDictionary(field => field.Key.Substring(ValuesField.Length), field => field.Value, StringComparer.Ordinal);
        if (TextRulesChange.Find(known, rules) is { } change)
        {
            throw new JournyInputException(
                JournyReason.JournalMismatch,
                $"The journal '{_file!.Path}' {change} With a journal of its own (-JournalPath) an import begins anew, and sends every row once more.");
        }

        _newRules = rules.Parts.Where(part => !known.TryGetValue(part.Key, out IReadOnlyList<string>? values) || !values.SequenceEqual(part.Value, StringComparer.Ordinal))
            .ToList();
    }

    /// <summary>The types of columns that a journal of 0.1.0 had, of whose events nobody knows yet by what reading they were recorded;
    /// null if there are no such events.</summary>
    public IReadOnlyDictionary<string, JournyPropertyType>? UnnumberedTypes =>
        Rules is EventRules { Unnumbered.HasAny: true } && Field(UnnumberedField) is null
            ? (Field(FirstColumnsField) ?? _types.Keys.ToArray()).ToDictionary(name => name, name => _types[name], StringComparer.OrdinalIgnoreCase)
            : null;

    /// <summary>The run goes on: keeps the rules of reading text, and what makes its rows the events that they are. A run that was refused
    /// changes nothing of it.</summary>
    public void KeepIdentity()
    {
        if (_newKey is not null)
        {
            SetField(KeyField, _newKey.ToArray());
            _newKey = null;
        }

        foreach (KeyValuePair<string, string[]> part in _newRules)
        {
            SetField(ValuesField + part.Key, part.Value);
        }

        _newRules = Array.Empty<KeyValuePair<string, string[]>>();

        if (Rules is EventRules { Unnumbered.Number: > 0 and var number } events && Field(UnnumberedField) is null)
        {
            KeepReading(number, events.Readings.Known[number - 1]);
            SetField(UnnumberedField, number.ToString(CultureInfo.InvariantCulture));
        }
    }

    /// <summary>Ends the run: rewrites the journal without lines that are out of date, where there are many, and closes it.</summary>
    /// <exception cref="JournyInputException">It could not be rewritten; it is complete all the same.</exception>
    public void Complete()
    {
        try
        {
            if (_file is { Problem: null })
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

    private static string ToHex(byte[] bytes, int count) => BitConverter.ToString(bytes, 0, count).Replace("-", string.Empty);

    private static byte[] FromHex(string text) =>
        Enumerable.Range(0, text.Length / 2).Select(index => Convert.ToByte(text.Substring(index * 2, 2), 16)).ToArray();

    private static bool IsRequired(string field) => IsValues(field) || field.StartsWith(ReadingField, StringComparison.Ordinal);

    private static bool IsValues(string field) => field.StartsWith(ValuesField, StringComparison.Ordinal);

    private static byte[] FieldLine(string name, IEnumerable<string> values) =>
        JournalLine.Write(IsRequired(name) ? JournalOp.Field : JournalOp.OptionalField, new[] { name }.Concat(values.Select(Uri.EscapeDataString)).ToArray());

    private void Complete(JournalFile file)
    {
        if (!_isLoaded)
        {
            return;
        }

        Digests.WritePending();
        long lines = _lines + _wholeLines;
        if ((lines - Rules.LiveLines - _fields.Keys.Count(IsOpen)) * WorthCompacting > lines || Digests.IsWorthCompacting)
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
        WriteHead(lines);
        WriteLine(lines, FieldLine(WholeField, whole.ToValues().Concat(new[] { lines.Length.ToString(CultureInfo.InvariantCulture) })));
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

    private void BeginRun(EventRules events)
    {
        for (int number = 1; ; number++)
        {
            string start = PartOf(number, string.Empty);
            EventReading reading = new(_fields.Where(field => field.Key.StartsWith(start, StringComparison.Ordinal))
                .Select(field => new KeyValuePair<string, string>(Uri.UnescapeDataString(field.Key.Substring(start.Length)), field.Value[0])));
            if (!reading.Parts.Any())
            {
                break;
            }

            events.Readings.Load(reading);
        }

        if (Field(UnnumberedField) is { } unnumbered)
        {
            events.Unnumbered.Use(int.Parse(unnumbered[0], CultureInfo.InvariantCulture));
        }

        foreach (KeyValuePair<string, IReadOnlyList<string>> field in _fields.Where(field => IsOpen(field.Key)))
        {
            events.Open.Load(new OpenEvent(
                ulong.Parse(field.Key.Substring(OpenField.Length), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture),
                int.Parse(field.Value[0], CultureInfo.InvariantCulture),
                field.Value[1],
                field.Value[2]));
        }
    }

    void IEventFields.KeepOpen(OpenEvent open)
    {
        SetField(
            NameOf(open),
            open.Length.ToString(CultureInfo.InvariantCulture),
            open.Digest,
            open.Input);
        Interlocked.Increment(ref _lines);
    }

    void IEventFields.DropOpen(OpenEvent open)
    {
        SetField(NameOf(open));
        _fields.Remove(NameOf(open));
        Interlocked.Increment(ref _lines);
    }

    private static string NameOf(OpenEvent open) => OpenField + open.Key.ToString("x16", CultureInfo.InvariantCulture);

    private static bool IsOpen(string field) => field.StartsWith(OpenField, StringComparison.Ordinal);

    /// <inheritdoc/>
    /// <remarks>At once: half a reading would recognise other events.</remarks>
    public void KeepReading(int number, EventReading reading)
    {
        List<byte> lines = new();
        foreach (KeyValuePair<string, string> part in reading.Parts)
        {
            string name = PartOf(number, part.Key);
            _fields[name] = new[] { part.Value };
            lines.AddRange(FieldLine(name, _fields[name]));
        }

        _file!.Append(lines.ToArray());
    }

    private static string PartOf(int number, string part) =>
        ReadingField + number.ToString(CultureInfo.InvariantCulture) + "." + Uri.EscapeDataString(part);

    private byte[] OwnerLine(JournalOwner owner)
    {
        _ownerText = $"{Format} {owner.Entity} {ToHex(_salt, _salt.Length)} {owner.BaseUri.AbsoluteUri}";
        return JournalLine.Write(JournalOp.Owner, _ownerText);
    }

    private byte[] TypeLine(KeyValuePair<string, JournyPropertyType> type)
    {
        string[] fields = { type.Value.ToString(), Uri.EscapeDataString(type.Key) };
        return JournalLine.Write(JournalOp.Type, _formats.TryGetValue(type.Key, out string? format) ? fields.Append(format).ToArray() : fields);
    }

    // Salted, so that two journals of one key have nothing in common.
    private string Mark(string keyFingerprint)
    {
        using SHA256 sha = SHA256.Create();
        return ToHex(sha.ComputeHash(_salt.Concat(Encoding.ASCII.GetBytes(keyFingerprint)).ToArray()), _salt.Length);
    }

    private void Read(ArraySegment<byte> line, ref byte[]? salt)
    {
        JournalOp op = (JournalOp)line.Array![line.Offset];
        if (salt is null && op != JournalOp.Owner)
        {
            throw _file!.NotAJournal();
        }

        switch (op)
        {
            case JournalOp.Owner:
                IReadOnlyList<string> fields = JournalLine.ReadText(line);
                _ownerText = string.Join(" ", fields);
                salt = ReadOwner(fields, _owner);
                break;
            case JournalOp.Key:
                _keyMark = JournalLine.ReadText(line)[0];
                break;
            case JournalOp.Type:
                ReadType(JournalLine.ReadText(line));
                break;
            case JournalOp.OptionalField when RowDigests.Has(line):
                if (!Digests.Load(line))
                {
                    throw _file!.NotAJournal();
                }

                break;
            case JournalOp.Field:
            case JournalOp.OptionalField:
                IReadOnlyList<string> field = JournalLine.ReadText(line);
                if (op == JournalOp.Field && !(IsValues(field[0]) || (IsRequired(field[0]) && Rules is EventRules)))
                {
                    throw IsNewer();
                }

                string[] values = field.Skip(1).Select(Uri.UnescapeDataString).ToArray();
                if (field[0] == WholeField)
                {
                    _whole = WholeFile.Of(values);
                    _wholeEnd = _file!.Length + line.Count + 1;
                    _wholeLines++;
                    break;
                }

                _fields[field[0]] = values;
                if (IsOpen(field[0]))
                {
                    _lines++;
                    if (field.Count == 1)
                    {
                        _fields.Remove(field[0]);
                    }
                }

                break;
            case JournalOp.Check:
                break;
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
                if (!JournalLine.TryRead(line, out ulong first, out ulong second, out ulong content))
                {
                    throw _file!.NotAJournal();
                }

                _lines++;
                Rules.Load(op, first, second, content);
                break;
            default:
                throw IsNewer();
        }
    }

    private void ReadType(IReadOnlyList<string> fields)
    {
        if (fields.Count < 2 || !Enum.TryParse(fields[0], out JournyPropertyType type))
        {
            throw IsNewer();
        }

        string name = Uri.UnescapeDataString(fields[1]);
        _types[name] = type;
        if (fields.Count > 2)
        {
            _formats[name] = string.Join(" ", fields.Skip(2));
        }
    }

    private JournyInputException IsNewer() => new(
        JournyReason.JournalMismatch,
        $"The journal '{_file!.Path}' was written by a newer version of this module. Update the module, or give this import a journal of its own with -JournalPath.");

    private byte[] ReadOwner(IReadOnlyList<string> fields, JournalOwner owner)
    {
        _format = fields[0];
        if (_format is not (Format or FirstFormat) || fields.Count < 4)
        {
            throw IsNewer();
        }

        string wayOn = "Give this import a journal of its own with -JournalPath.";
        if (fields[1] != owner.Entity.ToString())
        {
            throw new JournyInputException(
                JournyReason.JournalMismatch,
                $"'{_file!.Path}' is the journal of an import of {EntityNames.Plural(fields[1])}, and this one imports {EntityNames.Plural(owner.Entity.ToString())}. {wayOn}");
        }

        if (fields[3] != owner.BaseUri.AbsoluteUri)
        {
            throw new JournyInputException(
                JournyReason.JournalMismatch,
                $"'{_file!.Path}' is the journal of imports to {fields[3]}, and this connection goes to {owner.BaseUri.AbsoluteUri}. Connect to that address, or: {wayOn}");
        }

        return FromHex(fields[2]);
    }

    private void WriteLive(Stream stream)
    {
        WriteHead(stream);
        byte[] buffer = new byte[128];
        foreach ((JournalOp op, ulong first, ulong second, ulong content) in Rules.Live())
        {
            stream.Write(buffer, 0, JournalLine.Write(ref buffer, 0, op, first, second, content));
        }

        WholeFile? whole = _newWhole ?? Whole;
        _file!.ReadAll(line =>
        {
            if (RowDigests.Has(line))
            {
                Digests.CopyLive(line, stream);
            }
        });
        if (whole is not null)
        {
            WriteLine(stream, WholeLines(whole));
        }
    }

    private void WriteHead(Stream stream)
    {
        WriteLine(stream, JournalLine.Write(JournalOp.Owner, _ownerText));
        WriteLine(stream, JournalLine.Write(JournalOp.Key, _keyMark));
        foreach (KeyValuePair<string, JournyPropertyType> type in _types)
        {
            WriteLine(stream, TypeLine(type));
        }

        foreach (KeyValuePair<string, IReadOnlyList<string>> field in _fields)
        {
            WriteLine(stream, FieldLine(field.Key, field.Value));
        }
    }

    private static void WriteLine(Stream stream, byte[] line) => stream.Write(line, 0, line.Length);
}
