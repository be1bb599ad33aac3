using System;
using System.Collections.Generic;
using System.Linq;
using Journy.Emulator.Api.Operations;
using Journy.Emulator.Keys;
using Journy.Emulator.State;
using Microsoft.AspNetCore.Http;

namespace Journy.Emulator.Api;

/// <summary>The API itself: from a request to its answer, with no fault and no ledger in the way.</summary>
internal sealed class ApiService(Workspace workspace)
{
    private static readonly Dictionary<string, Dictionary<string, ApiOperation>> Routes = KeyOperations.All
        .Concat(EntityOperations.All)
        .Concat(MembershipOperations.All)
        .Concat(LinkOperations.All)
        .Concat(EventOperations.All)
        .Concat(SnippetOperations.All)
        .Concat(ListOperations.All)
        .GroupBy(operation => operation.Path, StringComparer.Ordinal)
        .ToDictionary(
            group => group.Key,
            group => group.ToDictionary(operation => operation.Method, StringComparer.Ordinal),
            StringComparer.Ordinal);

    /// <summary>Answers one request.</summary>
    /// <returns>The answer, and whether the workspace took the request.</returns>
    internal (ApiAnswer Answer, bool Applied) Handle(
        HttpRequest request, RequestContent content, string requestId, ApiKey? key, bool isDisabled)
    {
        // Only a key has a window, and a disabled one spends nothing from it.
        RateReading? rate = isDisabled ? key?.Window.Peek() : key?.Window.Take();
        (ApiAnswer answer, bool applied) = rate is { Admitted: false } && !isDisabled
            ? (Answers.Message(429, requestId, "This key has used up its calls; wait a little."), false)
            : Route(request, content, requestId, key, isDisabled);
        return (rate is RateReading reading ? answer.WithRate(reading) : answer, applied);
    }

    private (ApiAnswer Answer, bool Applied) Route(
        HttpRequest request, RequestContent content, string requestId, ApiKey? key, bool isDisabled)
    {
        if (!Routes.TryGetValue(request.Path.Value ?? string.Empty, out Dictionary<string, ApiOperation>? methods))
        {
            return (Answers.Message(404, requestId, "There is nothing at this address."), false);
        }

        if (!methods.TryGetValue(request.Method, out ApiOperation? operation))
        {
            ApiAnswer wrongMethod = Answers.Message(405, requestId, "This address does not know the method.");
            return (wrongMethod.With("Allow", string.Join(", ", methods.Keys)), false);
        }

        if (Refuse(operation, content, requestId, key, isDisabled) is ApiAnswer refusal)
        {
            return (refusal, false);
        }

        ApiCall call = new(request, content, requestId, key!, workspace);
        call.CheckParameters(operation.Query);
        ApiAnswer answer = operation.Run(call);
        return (answer, call.Applied);
    }

    private static ApiAnswer? Refuse(ApiOperation operation, RequestContent content, string requestId, ApiKey? key, bool isDisabled)
    {
        if (key is null)
        {
            return Answers.Message(401, requestId, "A valid API key is required.");
        }

        if (isDisabled)
        {
            return Answers.Message(403, requestId, "This API key is disabled.");
        }

        if (operation.Permission is string permission && !key.Permissions.Contains(permission))
        {
            return Answers.Message(401, requestId, $"This API key lacks the permission {permission}.");
        }

        return content.IsTooLarge ? Answers.Message(413, requestId, "The body is too large.") : null;
    }
}
