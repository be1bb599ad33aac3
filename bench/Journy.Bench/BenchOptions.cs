using System;

namespace Journy.Bench;

/// <summary>How much is measured.</summary>
/// <param name="Quick">True to be through in two minutes.</param>
/// <param name="Only">A part of the names of the rows to measure; null for all.</param>
internal sealed record BenchOptions(bool Quick, string? Only)
{
    /// <summary>The argument for less than all.</summary>
    public const string QuickArgument = "--quick";

    /// <summary>How often everything is measured; what is shown is the median.</summary>
    public const int Rounds = 5;

    /// <summary>Calls in flight, of every contender that can have several.</summary>
    public const int Window = 16;

    /// <summary>Rows that one round sends.</summary>
    /// <remarks>
    /// Enough that what PowerShell itself still compiles for each command, 40 ms even after twenty of them, counts for little.
    /// </remarks>
    public int Rows => Quick ? 3_000 : 40_000;

    /// <summary>Rows of a round whose calls take their time.</summary>
    public int DistantRows => Quick ? 300 : 2_000;

    /// <summary>Rows of the loops that make a connection for every call.</summary>
    public int ShellLoopRows => Quick ? 60 : 300;

    /// <summary>Rows of a round that sends nothing.</summary>
    public int BindingRows => Quick ? 10_000 : 50_000;

    /// <summary>Rounds that do not count, until everything is compiled as well as it will be.</summary>
    public int WarmUps => Quick ? 8 : 3;

    /// <summary>Rows of a large file.</summary>
    public int ManyRows => Quick ? 50_000 : 1_000_000;

    /// <summary>Rounds of a large file's nightly run.</summary>
    public int Nights => Quick ? 1 : Rounds;

    /// <summary>Rows of the file that a large one's memory is held against.</summary>
    public const int FewRows = 10_000;

    /// <summary>Fresh processes for what a module costs to load.</summary>
    public int Loads => Quick ? 5 : 15;

    /// <summary>Reads the command line; null where it cannot be understood.</summary>
    public static BenchOptions? Read(string[] arguments)
    {
        BenchOptions options = new(false, null);
        for (int index = 0; index < arguments.Length; index++)
        {
            if (arguments[index] == QuickArgument)
            {
                options = options with { Quick = true };
            }
            else if (arguments[index] == "--only" && index + 1 < arguments.Length)
            {
                options = options with { Only = arguments[++index] };
            }
            else
            {
                return null;
            }
        }

        return options;
    }

    /// <summary>True where a row is to be measured.</summary>
    public bool Wants(string name) => Only is null || name.Contains(Only, StringComparison.OrdinalIgnoreCase);
}
