using System;
using System.Globalization;
using System.IO;
using System.Text.RegularExpressions;

namespace Journy.Import.Outcomes;

/// <summary>The names of outcome files: <c>&lt;name&gt;.&lt;run&gt;.&lt;outcome&gt;.csv</c>, or <c>.jsonl</c> for JSON.</summary>
internal static class OutcomeName
{
    private static readonly Regex Run = new(
        @"\.(?<began>\d{8}-\d{6})(-\d+)?\.(failed|partial|(?<unknown>unknown))$",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    /// <summary>The end of the name of a file of JSON Lines.</summary>
    public const string JsonExtension = ".jsonl";

    private const string GzipExtension = ".gz";

    /// <summary>A file's name without what says how it is written and packed: <c>users</c> of <c>users.csv.gz</c>.</summary>
    public static string StemOf(string path) => Path.GetFileNameWithoutExtension(
        path.EndsWith(GzipExtension, StringComparison.OrdinalIgnoreCase) ? path.Substring(0, path.Length - GzipExtension.Length) : path);

    /// <summary>Whether a file is an outcome file of JSON, which is UTF-8 and has no mark that says so.</summary>
    public static bool IsUtf8(string path) => Is(path) && path.EndsWith(JsonExtension, StringComparison.OrdinalIgnoreCase);

    /// <summary>The name of the input that a file's rows come from: its own if it is no outcome file.</summary>
    public static string InputOf(string path) => Find(StemOf(path)) is { } run ? StemOf(path).Substring(0, run.Index) : StemOf(path);

    /// <summary>The run that wrote an outcome file: the last tick of the second in its name; 0 if it is none.</summary>
    public static long RunOf(string path) =>
        DateTime.TryParseExact(
            Find(StemOf(path))?.Groups["began"].Value,
            "yyyyMMdd-HHmmss",
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out DateTime began)
            ? began.Ticks + TimeSpan.TicksPerSecond - 1
            : 0;

    /// <summary>Whether a file is an outcome file.</summary>
    public static bool Is(string path) => Find(StemOf(path)) is not null;

    /// <summary>Whether a file holds events that may or may not have been recorded.</summary>
    public static bool IsUnknown(string path) => Find(StemOf(path))?.Groups["unknown"].Success == true;

    // Nearly every input has another name, and a pattern takes long to make.
    private static Match? Find(string stem) =>
        (stem.EndsWith(".failed", StringComparison.OrdinalIgnoreCase)
            || stem.EndsWith(".partial", StringComparison.OrdinalIgnoreCase)
            || stem.EndsWith(".unknown", StringComparison.OrdinalIgnoreCase))
        && Run.Match(stem) is { Success: true } run
            ? run
            : null;
}
