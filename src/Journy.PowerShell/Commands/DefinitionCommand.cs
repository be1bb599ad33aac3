using System;
using System.Collections.Generic;
using Journy.Import.Values;

namespace Journy.Commands;

/// <summary>A cmdlet that lists what a workspace knows by name.</summary>
public abstract class DefinitionCommand : ConnectedCommand
{
    /// <summary>Gives what was listed, or those of it that names and wildcards meet.</summary>
    /// <param name="all">What was listed.</param>
    /// <param name="names">The names and wildcards; null for all.</param>
    /// <param name="nameOf">The name of one.</param>
    /// <param name="noun">What one is: "segment".</param>
    private protected void WriteNamed<T>(IReadOnlyList<T> all, string[]? names, Func<T, string> nameOf, string noun) => WriteObject(
        names is null
            ? all
            : NameFilter.Find(names, all, nameOf, name => WriteError(Failure.ToRecord(
                CommandProblems.UnknownName(noun, name, MyInvocation.MyCommand.Name), RefusedText.Of(name)))),
        enumerateCollection: true);
}
