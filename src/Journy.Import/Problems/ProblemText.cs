namespace Journy.Import.Problems;

/// <summary>Puts sentences together for the messages of problems.</summary>
internal static class ProblemText
{
    /// <summary>The problem, with more to its message.</summary>
    public static JournyInputException With(this JournyInputException problem, string more) =>
        more.Length == 0 ? problem : new JournyInputException(problem.Reason, problem.Message + more, problem.InnerException)
        {
            Kind = problem.Kind,
            Column = problem.Column,
            Value = problem.Value,
            Cure = problem.Cure,
        };

    /// <summary>A full stop, unless the sentence before it is empty.</summary>
    public static string EndOf(string before) => before.Length == 0 ? string.Empty : ".";
}
