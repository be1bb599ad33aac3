using System.IO;

namespace Journy.Import.Sources;

/// <summary>A file is no longer what was read of it.</summary>
internal sealed class InputChangedException : IOException
{
    public InputChangedException(string message)
        : base(message)
    {
    }
}
