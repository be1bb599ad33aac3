using Journy.Api;

namespace Journy;

/// <summary>A web visitor whose activity now belongs to a user.</summary>
public sealed class DeviceResult : RecordResult
{
    internal DeviceResult(UserIdentity user, string deviceId, long inputIndex, AnswerHead head, int attempts)
        : base(inputIndex, JournyAction.Add, head, attempts)
    {
        UserId = user.UserId;
        Email = user.Email;
        DeviceId = deviceId;
    }

    /// <summary>The user's ID; null if the record named none.</summary>
    public string? UserId { get; }

    /// <summary>The user's e-mail address; null if the record named none.</summary>
    public string? Email { get; }

    /// <summary>The value of the visitor's cookie <c>__journey</c>.</summary>
    public string DeviceId { get; }
}
