using System;
using System.Management.Automation;
using Journy.Import.Values;

namespace Journy.Input;

/// <summary>Reads a website's domain from the pipeline: a text, or an object with a Domain.</summary>
internal static class PipedDomain
{
    /// <summary>Reads one item.</summary>
    /// <param name="item">The item.</param>
    /// <param name="problem">Why there is no domain; null if there is one.</param>
    public static string? Read(PSObject? item, out JournyInputException? problem)
    {
        try
        {
            string? domain = ValueConverter.ToIdentifier(PipedObject.TextOf(item) ?? DomainOf(PipedObject.Read(item)), "Domain");
            problem = domain is null ? InputProblems.NoDomain() : null;
            return domain;
        }
        catch (JournyInputException exception)
        {
            problem = exception;
            return null;
        }
    }

    private static object? DomainOf(SourceRow row)
    {
        for (int index = 0; index < row.Names.Count; index++)
        {
            if (string.Equals(row.Names[index].Trim(), "Domain", StringComparison.OrdinalIgnoreCase))
            {
                return row.ValueAt(index);
            }
        }

        return null;
    }
}
