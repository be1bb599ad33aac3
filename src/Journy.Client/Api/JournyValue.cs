using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text.Json;

namespace Journy.Api;

/// <summary>
/// One value in the form that journy.io stores, already in its final text: what is written to the wire is decided here,
/// once, and is the same on every edition and in every culture.
/// </summary>
internal readonly struct JournyValue
{
    private const string MomentFormat = "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'";

    private readonly object? _content;

    private JournyValue(JournyValueKind kind, object? content)
    {
        Kind = kind;
        _content = content;
    }

    /// <summary>Deletes the property that it is given to.</summary>
    public static JournyValue Null => default;

    public static JournyValue True { get; } = new(JournyValueKind.Boolean, "true");

    public static JournyValue False { get; } = new(JournyValueKind.Boolean, "false");

    public JournyValueKind Kind { get; }

    /// <summary>The text as it is written, without quotes; for a list see <see cref="Items"/>.</summary>
    public string Text => _content as string ?? string.Empty;

    /// <summary>The items of a list; empty for every other kind.</summary>
    public IReadOnlyList<string> Items => _content as IReadOnlyList<string> ?? Array.Empty<string>();

    public static JournyValue FromText(string text) => new(JournyValueKind.Text, text);

    public static JournyValue FromBoolean(bool value) => value ? True : False;

    /// <summary>A number given as JSON text, which the caller has checked.</summary>
    public static JournyValue FromNumber(string json) => new(JournyValueKind.Number, json);

    public static JournyValue FromMoment(DateTimeOffset moment) =>
        new(JournyValueKind.DateTime, moment.UtcDateTime.ToString(MomentFormat, CultureInfo.InvariantCulture));

    public static JournyValue FromList(IReadOnlyList<string> items) => new(JournyValueKind.List, items);

    public override string ToString() => Kind == JournyValueKind.List ? string.Join("; ", Items) : Text;

    public void WriteTo(Utf8JsonWriter writer)
    {
        switch (Kind)
        {
            case JournyValueKind.Null:
                writer.WriteNullValue();
                break;
            case JournyValueKind.Boolean:
            case JournyValueKind.Number:
                writer.WriteRawValue(Text, skipInputValidation: true);
                break;
            case JournyValueKind.List:
                writer.WriteStartArray();
                foreach (string item in Items)
                {
                    writer.WriteStringValue(item);
                }

                writer.WriteEndArray();
                break;
            default:
                writer.WriteStringValue(Text);
                break;
        }
    }
}
