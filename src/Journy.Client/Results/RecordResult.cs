using Journy.Api;

namespace Journy;

/// <summary>What became of one record that journy.io took.</summary>
public abstract class RecordResult
{
    private protected RecordResult(long inputIndex, JournyAction action, AnswerHead head, int attempts)
    {
        InputIndex = inputIndex;
        Action = action.ToString();
        RequestId = head.RequestId;
        CallsLimit = head.CallsLimit;
        CallsRemaining = head.CallsRemaining;
        Attempts = attempts;
    }

    /// <summary>The record's place in the input, counted from 0: <c>$rows[$result.InputIndex]</c> is the row.</summary>
    public long InputIndex { get; }

    /// <summary>What was done: the name of a <see cref="JournyAction"/>. Text, because ConvertTo-Json writes an enumeration as a
    /// number.</summary>
    public string Action { get; }

    /// <summary>Whether journy.io took all of it: Accepted or Partial.</summary>
    public virtual string Status => nameof(JournyResultStatus.Accepted);

    /// <summary>journy.io's ID of the request, to give to its support.</summary>
    public string? RequestId { get; }

    /// <summary>Calls allowed in the key's rate window; null if the answer did not say.</summary>
    public int? CallsLimit { get; }

    /// <summary>Calls left in the key's rate window; null if the answer did not say.</summary>
    public int? CallsRemaining { get; }

    /// <summary>How often the call was tried until it succeeded.</summary>
    public int Attempts { get; }
}
