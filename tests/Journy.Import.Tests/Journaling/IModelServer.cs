using System.Collections.Generic;

namespace Journy.Tests.Import.Journaling;

/// <summary>A way in which journy.io may find out whom a row is about.</summary>
internal interface IModelServer
{
    /// <summary>What it holds of the users with some identifiers, in one text that is the same for the same users.</summary>
    string StateOf(IReadOnlySet<string> identifiers);

    IModelServer Copy();

    /// <summary>Takes a row, or only its first property.</summary>
    void Apply(ModelRow row, bool onlyFirstProperty = false);
}
