using System;
using System.Collections.Generic;
using System.Text.Json;
using Journy.Emulator.State;

namespace Journy.Emulator.Api.Operations;

/// <summary>Who belongs to an account: up to 100 users a call, and all of them or none.</summary>
internal static class MembershipOperations
{
    private const int MaxUsers = 100;

    internal static IEnumerable<ApiOperation> All { get; } =
    [
        new("POST", "/accounts/users/add", KeyPermissions.TrackData, Add),
        new("POST", "/accounts/users/remove", KeyPermissions.TrackData, Remove),
    ];

    private static ApiAnswer Add(ApiCall call)
    {
        (Identity account, IReadOnlyList<Identity> users) = Read(call);
        if (call.Problems.Any)
        {
            return call.Problems.ToAnswer(call.RequestId);
        }

        call.Workspace.AddMembers(account, users);
        call.Applied = true;
        return Answers.Message(201, call.RequestId, "The users belong to the account.");
    }

    private static ApiAnswer Remove(ApiCall call)
    {
        (Identity account, IReadOnlyList<Identity> users) = Read(call);
        if (call.Problems.Any)
        {
            return call.Problems.ToAnswer(call.RequestId);
        }

        // As with deletions, the answer is the same whether or not there was anybody to remove.
        call.Applied = call.Workspace.RemoveMembers(account, users);
        return Answers.Empty(204);
    }

    private static (Identity Account, IReadOnlyList<Identity> Users) Read(ApiCall call)
    {
        BodyReader? body = call.OpenBody()?.Allow("account", "users");
        Identity account = IdentityShape.Account.Read(body?.RequiredObject("account"));
        return (account, ReadUsers(body, call.Problems));
    }

    private static List<Identity> ReadUsers(BodyReader? body, Problems problems)
    {
        if (body?.RequiredArray("users") is not JsonElement array)
        {
            return [];
        }

        int count = array.GetArrayLength();
        if (count is 0 or > MaxUsers)
        {
            body.Problem("users", FormattableString.Invariant($"A call takes 1 to {MaxUsers} users, not {count}."));
        }

        List<Identity> users = new(Math.Min(count, MaxUsers));
        foreach (JsonElement item in array.EnumerateArray())
        {
            // What is above the limit is refused as it stands.
            if (users.Count == MaxUsers)
            {
                break;
            }

            string path = FormattableString.Invariant($"{body.PathOf("users")}.{users.Count}");
            BodyReader? user = BodyReader.Open(item, path, problems)?.Allow("identification");
            users.Add(IdentityShape.User.Read(user?.RequiredObject("identification")));
        }

        return users;
    }
}
