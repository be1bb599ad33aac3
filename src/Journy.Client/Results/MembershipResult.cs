using Journy.Api;

namespace Journy;

/// <summary>A user who was put into an account or taken out of it.</summary>
public sealed class MembershipResult : RecordResult
{
    internal MembershipResult(
        UserIdentity user, AccountIdentity account, long inputIndex, JournyAction action, AnswerHead head, int attempts)
        : base(inputIndex, action, head, attempts)
    {
        UserId = user.UserId;
        Email = user.Email;
        AccountId = account.AccountId;
        Domain = account.Domain;
    }

    /// <summary>The user's ID; null if the record named none.</summary>
    public string? UserId { get; }

    /// <summary>The user's e-mail address; null if the record named none.</summary>
    public string? Email { get; }

    /// <summary>The account's ID; null if the record named none.</summary>
    public string? AccountId { get; }

    /// <summary>The account's domain; null if the record named none.</summary>
    public string? Domain { get; }
}
