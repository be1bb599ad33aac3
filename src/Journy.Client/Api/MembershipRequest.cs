using System.Collections.Generic;
using System.Text.Json;

namespace Journy.Api;

/// <summary>
/// <c>POST /accounts/users/add</c> and <c>POST /accounts/users/remove</c>: up to <see cref="MostUsers"/> users of one account. journy.io
/// takes all of them or none.
/// </summary>
internal sealed class MembershipRequest : RecordRequest
{
    /// <summary>The most users that journy.io takes in one call.</summary>
    public const int MostUsers = 100;

    private readonly AccountIdentity _account;
    private readonly IReadOnlyList<UserIdentity> _users;
    private readonly JournyAction _action;

    public MembershipRequest(AccountIdentity account, IReadOnlyList<UserIdentity> users, JournyAction action)
    {
        _account = account;
        _users = users;
        _action = action;
    }

    public override string Path => _action == JournyAction.Add ? "accounts/users/add" : "accounts/users/remove";

    public override bool MayAnswerNothing => _action == JournyAction.Remove;

    public override void WriteBody(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteIdentification(_account, "account");
        writer.WriteStartArray("users");
        foreach (UserIdentity user in _users)
        {
            writer.WriteStartObject();
            writer.WriteIdentification(user);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
