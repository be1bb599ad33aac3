using System.Collections;
using System.Collections.Generic;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace Journy.Completion;

/// <summary>Completes the value of one parameter.</summary>
internal abstract class JournyCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        Complete(new CompletionRequest(commandName, wordToComplete ?? string.Empty, commandAst, fakeBoundParameters));

    /// <summary>What can stand there.</summary>
    protected abstract IEnumerable<CompletionResult> Complete(CompletionRequest request);
}
