using System.Collections.Generic;

namespace Journy.Api;

/// <summary>A successful answer.</summary>
/// <typeparam name="TContent">What the operation answers beside the envelope.</typeparam>
internal sealed class JournyAnswer<TContent>
{
    public JournyAnswer(TContent content, AnswerHead head, IReadOnlyList<CallAttempt> attempts)
    {
        Content = content;
        Head = head;
        Attempts = attempts;
    }

    public TContent Content { get; }

    public AnswerHead Head { get; }

    /// <summary>Every try of this call, the last of which succeeded.</summary>
    public IReadOnlyList<CallAttempt> Attempts { get; }
}
