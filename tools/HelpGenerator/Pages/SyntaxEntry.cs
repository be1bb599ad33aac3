using System.Collections.Generic;

namespace Journy.HelpGenerator.Pages;

/// <summary>A parameter set.</summary>
/// <param name="Name">The set's name, without the mark of the default one.</param>
/// <param name="Parameters">Its parameters as they are in it, in the order of the syntax.</param>
internal sealed record SyntaxEntry(string Name, IReadOnlyList<(ParameterEntry Parameter, ParameterSetEntry Set)> Parameters);
