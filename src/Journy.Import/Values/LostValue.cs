namespace Journy.Import.Values;

/// <summary>What a job, remoting or Export-Clixml left of a value that could not be sent in its first form either.</summary>
/// <param name="TypeName">The full name of its type.</param>
internal sealed record LostValue(string TypeName)
{
    private static readonly char[] NameEnds = ['.', '+'];

    /// <summary>True if it was a node of a document, which has parts of its own.</summary>
    public bool IsNested => TypeName.StartsWith("System.Xml.", System.StringComparison.Ordinal);

    /// <summary>The type's name as <see cref="System.Reflection.MemberInfo.Name"/> gives it.</summary>
    public string ShortName
    {
        get
        {
            int arguments = TypeName.IndexOf('[');
            bool isArray = TypeName.EndsWith("[]", System.StringComparison.Ordinal);
            string name = arguments < 0 || isArray ? TypeName : TypeName.Substring(0, arguments);
            return name.Substring(name.LastIndexOfAny(NameEnds) + 1);
        }
    }
}
