using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Journy.Api;
using Xunit;

namespace Journy.Tests.Client;

/// <summary>A server or proxy that echoes the key must not make the module show it.</summary>
public sealed class KeyMaskTests : ClientTest
{
    private const string PlainKey = "Sentinel-4711-abcdef";
    private const string OddKey = "Sen+tinel/47=11\"a\\b<&>'";

    public static TheoryData<string, string> Echoes
    {
        get
        {
            TheoryData<string, string> echoes = new();
            foreach (string key in new[] { PlainKey, OddKey })
            {
                echoes.Add(key, string.Concat(key.Select(character => character is '"' or '\\' ? $"\\{character}" : $"{character}")));
                echoes.Add(
                    key, string.Concat(key.Select(character => character is '"' or '\\' or '/' ? $"\\{character}" : $"{character}")));
                echoes.Add(
                    key,
                    string.Concat(key.Select(character => char.IsLetterOrDigit(character) ? $"{character}" : $"\\u{(int)character:X4}")));
                echoes.Add(key, string.Concat(key.Select(character => $"\\u{(int)character:x4}")));
            }

            return echoes;
        }
    }

    [Theory]
    [MemberData(nameof(Echoes))]
    public async Task A_refusal_never_shows_the_key(string key, string echo)
    {
        string body = $$"""
            {
              "meta": {"requestId": "{{echo}}"},
              "message": "The key {{echo}} is odd: {{echo}}",
              "errors": {
                "fields": {"{{echo}}": "bad", "name": "is {{echo}}", "nested": {"a": "{{echo}}"} },
                "parameters": {"header": {"x-api-key": "{{echo}}", "{{echo}}": "x"} }
              }
            }
            """;
        await using RawServer server = new(RawServer.Json(400, body));
        JournyApiException failure = await FailureOf(NewClient(server.Address, key: key));
        Assert.Contains("odd", failure.Message, StringComparison.Ordinal);
        Assert.Equal(3, failure.Fields.Count);
        string all = string.Join(
            "\n",
            failure.Fields.Concat(failure.Parameters).Select(pair => $"{pair.Key} {pair.Value}")
                .Append(failure.ToString())
                .Append(failure.RequestId)
                .Concat(failure.AttemptLog.Select(attempt => attempt.ToString())));
        AssertHidden(key, all);
    }

    [Theory]
    [MemberData(nameof(Echoes))]
    public async Task A_success_never_shows_the_key(string key, string echo)
    {
        string body =
            $$"""{"meta": {"requestId": "{{echo}}"}, "data": {"permissions": ["{{echo}}"]}, "rejected": {"{{echo}}": "no {{echo}}"} }""";
        await using RawServer server = new(RawServer.Json(201, body));
        JournyClient client = NewClient(server.Address, key: key);
        JournyAnswer<IReadOnlyDictionary<string, string>> upsert = await UpsertAsync(client);
        JournyAnswer<IReadOnlyList<string>> validated = await SendAsync(client, new ValidateRequest());
        KeyValuePair<string, string> rejected = Assert.Single(upsert.Content);
        AssertHidden(key, $"{rejected.Key} {rejected.Value} {upsert.Head} {upsert.Attempts[0]} {Assert.Single(validated.Content)}");
    }

    [Theory]
    [InlineData("HTTP/1.1 302 X\r\nLocation: https://{0}.example/{0}\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("HTTP/1.1 200 X\r\nContent-Type: text/{0}\r\nContent-Length: 1\r\n\r\nx")]
    [InlineData("HTTP/1.1 400 X\r\nContent-Type: text/{0}\r\nContent-Length: 1\r\n\r\nx")]
    [InlineData("HTTP/1.1 200 {0}\r\nContent-Type: text/html\r\nContent-Length: 20\r\n\r\n{0}")]
    [InlineData("{0}\r\n\r\n")]
    [InlineData("HTTP/1.1 {0} X\r\n\r\n")]
    [InlineData("HTTP/1.1 200 X\r\n{0}\r\n\r\n")]
    public async Task Heads_never_show_the_key(string answer)
    {
        await using RawServer server = new(answer.Replace("{0}", PlainKey, StringComparison.Ordinal));
        JournyApiException failure = await FailureOf(NewClient(server.Address, key: PlainKey));
        AssertHidden(PlainKey, failure.ToString());
    }

    [Fact]
    public void Neither_a_key_nor_the_options_that_hold_it_show_it()
    {
        ApiKey key = ApiKey.From(PlainKey)!;
        AssertHidden(PlainKey, $"{key} {new JournyClientOptions(new Uri("https://api.journy.io"), key)} {key.Fingerprint}");
    }

    private static void AssertHidden(string key, string text) => Assert.DoesNotContain(key, text, StringComparison.OrdinalIgnoreCase);
}
