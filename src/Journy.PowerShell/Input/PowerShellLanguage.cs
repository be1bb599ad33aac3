using System;
using System.Globalization;
using System.Management.Automation;
using System.Runtime.CompilerServices;
using Journy.Import.Values;

namespace Journy.Input;

/// <summary>PowerShell as the language of the host.</summary>
internal sealed class PowerShellLanguage : HostLanguage
{
    /// <summary>Registers PowerShell before anything else of this assembly runs, however the assembly was loaded.</summary>
#pragma warning disable CA2255 // The engine may not run before this, and no cmdlet is the first to use it.
    [ModuleInitializer]
    internal static void Register() => Current = new PowerShellLanguage();
#pragma warning restore CA2255

    /// <inheritdoc/>
    public override object? Unwrap(object value) => PlainValue.Of(value) switch
    {
        PSCustomObject => NestedObject.Instance,
        SwitchParameter given => given.IsPresent,
        var plain => plain,
    };

    /// <inheritdoc/>
    public override string? TextOf(object? value) => value as string ?? (value as PSObject)?.BaseObject as string;

    /// <inheritdoc/>
    public override string ToText(object? value) =>
        LanguagePrimitives.ConvertTo(value, typeof(string), CultureInfo.InvariantCulture) as string ?? string.Empty;

    /// <inheritdoc/>
    public override Func<string, bool>? PatternOf(string text)
    {
        try
        {
            WildcardPattern pattern = new(text, WildcardOptions.IgnoreCase | WildcardOptions.CultureInvariant);

            // PowerShell reads a pattern at its first use.
            pattern.IsMatch(string.Empty);
            return pattern.IsMatch;
        }
        catch (WildcardPatternException)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public override bool IsStop(Exception exception) => exception is PipelineStoppedException;
}
