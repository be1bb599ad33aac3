using System;

namespace Journy.Import.Values;

/// <summary>
/// What the language of the host does its own way: how it wraps values, makes text of them and writes patterns. The import engine knows
/// plain .NET values alone; the host registers its language before it binds the first row.
/// </summary>
internal abstract class HostLanguage
{
    private static HostLanguage? _current;

    /// <summary>The language of this process's host. Registered once, when the host's assembly is loaded.</summary>
    /// <exception cref="InvalidOperationException">It was not registered.</exception>
    public static HostLanguage Current
    {
        get => _current ?? throw new InvalidOperationException("The host did not register its language.");
        set => _current = value;
    }

    /// <summary>The .NET value behind a wrapper; a value without one comes back as it is.</summary>
    /// <exception cref="JournyInputException">It could not be read.</exception>
    public abstract object? Unwrap(object value);

    /// <summary>The text that a value is, also behind a wrapper; null if it is none.</summary>
    public abstract string? TextOf(object? value);

    /// <summary>A value that stands for a name as text, in no culture; empty for null.</summary>
    public abstract string ToText(object? value);

    /// <summary>What tells whether a name fits a pattern, in any case; null if the pattern cannot be read.</summary>
    public abstract Func<string, bool>? PatternOf(string text);

    /// <summary>Whether an exception is how the host ends a command.</summary>
    public abstract bool IsStop(Exception exception);
}
