using System;
using System.Collections;
using System.Globalization;
using System.Management.Automation;
using Journy.Completion;
using Journy.Import.Columns;
using Journy.Import.Values;
using Journy.Parameters;

namespace Journy.Commands;

/// <summary>A cmdlet that sends what records hold besides their identity.</summary>
public abstract class MappingCommand : RecordCommand
{
    /// <summary>The record's columns that are sent, by their own names or journy.io's; wildcards are allowed. Default: all without a
    /// use of their own, such as identifiers have, and without the name of a secret.</summary>
    [Parameter]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ColumnCompleter))]
    public string[]? IncludeProperty { get; set; }

    /// <summary>Columns to read as if they were not there, by their own names or journy.io's; a name wins over a
    /// wildcard. Identifiers too.</summary>
    [Parameter]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ColumnCompleter))]
    public string[]? ExcludeProperty { get; set; }

    /// <summary>The types that text is read as, by journy.io's names or the record's: Text, Number, Boolean, DateTime or, for properties,
    /// List, such as @{ mrr = 'Number' }. Text stays text unless it is named here.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(PropertyTypeCompleter))]
    public IDictionary? PropertyType { get; set; }

    /// <summary>The time zone of dates that name none. Default: UTC for text, and this machine's for a DateTime.</summary>
    [Parameter]
    [ValidateNotNull]
    [TimeZoneTransformation]
    [ArgumentCompleter(typeof(TimeZoneCompleter))]
    // An object, since functions that mock or wrap a cmdlet convert to the type alone, and no text converts to a TimeZoneInfo.
    public object? TimeZone { get; set; }

    /// <summary>How dates are written, as .NET writes formats, such as dd/MM/yyyy or 'd MMM yyyy HH:mm'; several are tried. Epoch and
    /// EpochMilliseconds are seconds and milliseconds since 1970, in columns that are read as dates. ISO 8601 is always read.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[]? DateFormat { get; set; }

    /// <summary>The culture that text was written by, such as nl-BE: its decimal comma, its groups of digits, its order of day and month
    /// and its names of months. Default: none, so that only what means the same to everybody is a number or a date.</summary>
    [Parameter]
    [ValidateNotNull]
    [CultureTransformation]
    [ArgumentCompleter(typeof(CultureCompleter))]
    // An object, since functions that mock or wrap a cmdlet convert to the type alone.
    public object? Culture { get; set; }

    /// <summary>Texts that mean true beside the word itself, such as Yes, Y or 1; upper and lower case count as the same.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[]? TrueValue { get; set; }

    /// <summary>Texts that mean false beside the word itself, such as No, N or 0; upper and lower case count as the same.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[]? FalseValue { get; set; }

    /// <summary>Texts that stand for a blank cell, such as NULL, \N, '#N/A' or NaN; upper and lower case differ.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[]? NullValue { get; set; }

    private protected override RecordBinderOptions Reading => base.Reading with
    {
        PropertyType = PropertyType,
        IncludeProperty = IncludeProperty,
        ExcludeProperty = ExcludeProperty,
        TimeZone = (TimeZoneInfo?)TimeZone,
        Rules = TextRules.Of((CultureInfo?)Culture, DateFormat, TrueValue, FalseValue, NullValue),
    };
}
