using System;
using System.Collections.Generic;
using Journy.Emulator;

namespace Journy.Tests.Sessions;

/// <summary>What a server can do to a call, by name.</summary>
internal static class Failures
{
    /// <summary>What is told after one try.</summary>
    public static IReadOnlyList<string> Quick { get; } =
        ["400", "401", "403", "404", "422", "redirect", "echo", "escaped echo", "echo in a redirect"];

    /// <summary>What is tried several times.</summary>
    public static IReadOnlyList<string> Slow { get; } =
        ["429", "500", "gateway page", "login page", "empty", "cut-off JSON", "time-out", "dropped", "cut off"];

    public static Fault Find(string name, string key) => name switch
    {
        "400" or "401" or "403" or "404" or "422" or "429" or "500" => Fault.Error(int.Parse(name, null)),
        "redirect" => Fault.Respond(302, headers: [KeyValuePair.Create("Location", "https://elsewhere.example/")]),
        "login page" => Fault.Respond(200, "text/html", "<html>"),
        "empty" => Fault.Respond(201),
        "cut-off JSON" => Fault.Respond(200, "application/json", "{\"meta\": {"),
        "echo" => Fault.Respond(400, "application/json", Echo(key)),
        "escaped echo" => Fault.Respond(400, "application/json", Echo(key.Replace("-", "\\u002d", StringComparison.Ordinal))),
        "echo in a redirect" => Fault.Respond(302, headers: [KeyValuePair.Create("Location", $"https://{key}.example/{key}")]),
        "gateway page" => Fault.Respond(502, "text/html", $"<html>{key}</html>"),
        "time-out" => Fault.Hang(),
        "dropped" => Fault.Abort(),
        "cut off" => Fault.Truncate(3),
        _ => throw new ArgumentOutOfRangeException(nameof(name)),
    };

    private static string Echo(string key) =>
        $$"""
        {
          "meta": {"requestId": "{{key}}"},
          "message": "No such key: {{key}}",
          "errors": {"fields": {"{{key}}": "{{key}}"}, "parameters": {"header": {"x-api-key": "{{key}} is unknown"} } }
        }
        """;
}
