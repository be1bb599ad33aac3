using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Text;

namespace Journy.Import.Journaling;

/// <summary>
/// The head of a journal: whose it is, its key, the types of columns, and named fields. Its lines may stand anywhere behind the first
/// one; of two about the same, the last one counts.
/// </summary>
internal sealed class JournalHead
{
    /// <summary>Begins the names of fields about events. A version that does not know one would send events again.</summary>
    public const string EventField = "event.";

    /// <summary>Begins the names of the rules of reading text that parameters gave, "values.Culture nl-BE". A version that does not know
    /// one would read other values.</summary>
    public const string ValuesField = "values.";

    private const string Format = "2";

    // What 0.1.0 wrote. Its lines mean the same here; it refuses a journal that has a line of owner of a newer format anywhere.
    private const string FirstFormat = "1";

    private readonly string? _path;
    private readonly JournalOwner _owner;
    private readonly Dictionary<string, JournyPropertyType> _types = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string> _formats = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, IReadOnlyList<string>> _fields = new(StringComparer.Ordinal);
    private byte[]? _salt;
    private string _keyMark = string.Empty;
    private string _ownerText = string.Empty;
    private string _format = Format;

    /// <summary>Begins an empty head.</summary>
    /// <param name="path">The journal's file, for messages; null if it is in memory only.</param>
    /// <param name="owner">Whose journal it must be.</param>
    public JournalHead(string? path, JournalOwner owner)
    {
        _path = path;
        _owner = owner;
    }

    /// <summary>False until a line of owner was read or made.</summary>
    public bool IsBegun => _salt is not null;

    /// <summary>The salt of its hashes.</summary>
    public byte[] Salt => _salt!;

    /// <summary>True if it is as 0.1.0 wrote it.</summary>
    public bool IsOfFirstFormat => _format == FirstFormat;

    /// <summary>The types of columns.</summary>
    public IReadOnlyDictionary<string, JournyPropertyType> Types => _types;

    /// <summary>The named fields.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Fields => _fields;

    /// <summary>True if the journal was written with the owner's key.</summary>
    public bool HasKey => _keyMark == Mark();

    /// <summary>True if the journal does not say with which key it was written: its first write was cut off.</summary>
    public bool IsWithoutKey => _keyMark.Length == 0;

    /// <summary>Begins a new journal.</summary>
    /// <returns>Its first lines.</returns>
    public byte[] Begin()
    {
        _salt = RecordHash.CreateSalt();
        return OwnerLine().Concat(UseKey()).ToArray();
    }

    /// <summary>Takes the owner's key for the journal's.</summary>
    /// <returns>The line that says so.</returns>
    public byte[] UseKey()
    {
        _keyMark = Mark();
        return JournalLine.Write(JournalOp.Key, _keyMark);
    }

    /// <summary>The line of owner, of the present format.</summary>
    public byte[] OwnerLine()
    {
        _ownerText = $"{Format} {_owner.Entity} {ToHex(Salt)} {_owner.BaseUri.AbsoluteUri}";
        return JournalLine.Write(JournalOp.Owner, _ownerText);
    }

    /// <summary>Gives a column a type.</summary>
    /// <returns>The line that says so.</returns>
    public byte[] SetType(string column, JournyPropertyType type)
    {
        _types[column] = type;
        return TypeLine(column);
    }

    /// <summary>The values of a field; null if there is no such field.</summary>
    public IReadOnlyList<string>? Field(string name) => _fields.TryGetValue(name, out IReadOnlyList<string>? values) ? values : null;

    /// <summary>Gives a field other values. Versions that do not know it go on, and keep it, unless its name says that it must be
    /// known.</summary>
    /// <returns>The line that says so.</returns>
    public byte[] SetField(string name, params string[] values)
    {
        _fields[name] = values;
        return FieldLine(name, values);
    }

    /// <summary>Removes a field.</summary>
    /// <returns>The line that says so.</returns>
    public byte[] RemoveField(string name)
    {
        _fields.Remove(name);
        return FieldLine(name, Array.Empty<string>());
    }

    /// <summary>A line of a field.</summary>
    public static byte[] FieldLine(string name, IReadOnlyList<string> values)
    {
        JournalOp op = IsRequired(name) ? JournalOp.Field : JournalOp.OptionalField;
        return JournalLine.Write(op, new[] { name }.Concat(values.Select(Uri.EscapeDataString)).ToArray());
    }

    /// <summary>Reads the line of owner.</summary>
    /// <exception cref="JournyInputException">It is another import's, or of a newer version.</exception>
    public void ReadOwner(ArraySegment<byte> line)
    {
        IReadOnlyList<string> fields = JournalLine.ReadText(line);
        _ownerText = string.Join(" ", fields);
        _format = fields[0];
        if (_format is not (Format or FirstFormat) || fields.Count < 4)
        {
            throw JournalProblems.Newer(_path!);
        }

        if (fields[1] != _owner.Entity.ToString())
        {
            throw JournalProblems.OtherEntity(_path!, fields[1], _owner.Entity.ToString());
        }

        if (fields[3] != _owner.BaseUri.AbsoluteUri)
        {
            throw JournalProblems.OtherAddress(_path!, fields[3], _owner.BaseUri.AbsoluteUri);
        }

        _salt = FromHex(fields[2]);
    }

    /// <summary>Reads the line of a key.</summary>
    public void ReadKey(ArraySegment<byte> line) => _keyMark = JournalLine.ReadText(line)[0];

    /// <summary>Reads the line of a type.</summary>
    /// <exception cref="JournyInputException">It is of a newer version.</exception>
    public void ReadType(ArraySegment<byte> line)
    {
        IReadOnlyList<string> fields = JournalLine.ReadText(line);
        if (fields.Count < 2 || !Enum.TryParse(fields[0], out JournyPropertyType type))
        {
            throw JournalProblems.Newer(_path!);
        }

        string name = Uri.UnescapeDataString(fields[1]);
        _types[name] = type;
        if (fields.Count > 2)
        {
            _formats[name] = string.Join(" ", fields.Skip(2));
        }
    }

    /// <summary>Reads the line of a field.</summary>
    /// <param name="op">What the line says.</param>
    /// <param name="field">The name, and the values as the line has them.</param>
    /// <exception cref="JournyInputException">It must be known, and is not.</exception>
    public void ReadField(JournalOp op, IReadOnlyList<string> field)
    {
        string name = field[0];
        if (op == JournalOp.Field && !(IsValues(name) || (IsRequired(name) && _owner.Entity == ImportEntity.Event)))
        {
            throw JournalProblems.Newer(_path!);
        }

        _fields[name] = field.Skip(1).Select(Uri.UnescapeDataString).ToArray();
        if (field.Count == 1 && EventFields.IsOpen(name))
        {
            _fields.Remove(name);
        }
    }

    /// <summary>Writes all of it.</summary>
    public void Write(Stream stream)
    {
        Write(JournalLine.Write(JournalOp.Owner, _ownerText));
        Write(JournalLine.Write(JournalOp.Key, _keyMark));
        foreach (string column in _types.Keys)
        {
            Write(TypeLine(column));
        }

        foreach (KeyValuePair<string, IReadOnlyList<string>> field in _fields)
        {
            Write(FieldLine(field.Key, field.Value));
        }

        void Write(byte[] line) => stream.Write(line, 0, line.Length);
    }

    private static bool IsRequired(string field) => IsValues(field) || field.StartsWith(EventField, StringComparison.Ordinal);

    private static bool IsValues(string field) => field.StartsWith(ValuesField, StringComparison.Ordinal);

    private static string ToHex(byte[] bytes) => BitConverter.ToString(bytes).Replace("-", string.Empty);

    private static byte[] FromHex(string text)
    {
        byte[] bytes = new byte[text.Length / 2];
        for (int index = 0; index < bytes.Length; index++)
        {
            bytes[index] = Convert.ToByte(text.Substring(index * 2, 2), 16);
        }

        return bytes;
    }

    private byte[] TypeLine(string column)
    {
        string[] fields = { _types[column].ToString(), Uri.EscapeDataString(column) };
        bool hasFormat = _formats.TryGetValue(column, out string? format);
        return JournalLine.Write(JournalOp.Type, hasFormat ? fields.Append(format!).ToArray() : fields);
    }

    // Salted, so that two journals of one key have nothing in common.
    private string Mark()
    {
        using SHA256 sha = SHA256.Create();
        byte[] mark = sha.ComputeHash(Salt.Concat(Encoding.ASCII.GetBytes(_owner.KeyFingerprint)).ToArray());
        return ToHex(mark).Substring(0, 2 * Salt.Length);
    }
}
