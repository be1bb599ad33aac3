using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Text;
using Journy.Emulator;

namespace Journy.Tests.Operations;

/// <summary>An answer with the status of a success that is not journy.io's: of proxies, sign-in pages and others, or of nobody.</summary>
internal sealed record StrangeAnswer(string Name, Fault Fault, JournyReason Reason = JournyReason.UnexpectedAnswer)
{
    private const string Json = "application/json";
    private const string Html = "text/html";

    /// <summary>What journy.io answers to a write.</summary>
    private const string Own =
        """{"message":"The data is correctly stored.","meta":{"status":201,"requestId":"01J00000000000000000000042"}}""";

    public static IReadOnlyList<StrangeAnswer> All { get; } =
    [
        // Pages.
        Page(
            "sign-in page",
            200,
            "<!DOCTYPE html><html><head><title>Sign in</title></head><body><form action=\"/login\"></form></body></html>"),
        Page("captive portal of a hotel", 200, "<HTML><META HTTP-EQUIV=\"refresh\" content=\"0;url=http://portal.example/\"></HTML>"),
        Page("challenge of a content network", 200, "<html><title>Just a moment...</title><script>window._cf_chl_opt={}</script></html>"),
        Page("block page with status 201", 201, "<html>This category is blocked.</html>"),
        Page("page of a single-page application", 202, "<!doctype html><div id=\"root\"></div>"),
        Page("welcome page of a web server", 200, "<html><h1>It works!</h1></html>"),
        Page("page that holds a request ID", 200, "<html>{\"meta\":{\"requestId\":\"1\"}}</html>"),
        Body("page that is called JSON", 200, Json, "<html><body>Sign in</body></html>"),
        Body(
            "form that posts on by itself",
            200,
            Html,
            "<form method=\"post\" action=\"https://idp.example/saml\"><input name=\"SAMLRequest\"></form>"),
        Body("XML of a gateway", 200, "application/xml", "<?xml version=\"1.0\"?><Error><Code>AccessDenied</Code></Error>"),
        Body("SOAP", 200, "text/xml", "<soap:Envelope xmlns:soap=\"x\"><soap:Body/></soap:Envelope>"),
        Body("plain OK", 200, "text/plain", "OK"),
        Body("plain OK without a type", 200, null, "OK"),
        Body("JavaScript", 200, "application/javascript", "callback({\"meta\":{\"requestId\":\"1\"}});"),
        Body("a picture", 200, "image/gif", "GIF89a\u0001"),
        Body("an event stream", 200, "text/event-stream", "data: {\"meta\":{\"requestId\":\"1\"}}\n\n"),

        // JSON of others.
        Body("empty object", 201, Json, "{}"),
        Body("JSON that asks to sign in", 200, Json, """{"error":"sign in to the company network first"}"""),
        Body("JSON with a message only", 201, Json, """{"message":"User will be created or updated"}"""),
        Body("JSON with success", 200, Json, """{"success":true,"status":"ok"}"""),
        Body("JSON with an empty meta", 201, Json, """{"message":"Stored.","meta":{}}"""),
        Body("JSON with a meta of status only", 201, Json, """{"message":"Stored.","meta":{"status":201}}"""),
        Body("JSON with a null meta", 201, Json, """{"message":"Stored.","meta":null}"""),
        Body("JSON with a text for meta", 201, Json, """{"message":"Stored.","meta":"requestId"}"""),
        Body("JSON with a list for meta", 201, Json, """{"message":"Stored.","meta":[{"requestId":"1"}]}"""),
        Body("JSON with a number for a request ID", 201, Json, """{"message":"Stored.","meta":{"requestId":42,"status":201}}"""),
        Body("JSON with a null request ID", 201, Json, """{"message":"Stored.","meta":{"requestId":null,"status":201}}"""),
        Body("JSON with an empty request ID", 201, Json, """{"message":"Stored.","meta":{"requestId":"","status":201}}"""),
        Body("JSON with the request ID elsewhere", 201, Json, """{"message":"Stored.","requestId":"1"}"""),
        Body("JSON with the request ID in another case", 201, Json, """{"message":"Stored.","Meta":{"RequestId":"1"}}"""),
        Body("JSON with a meta within data", 201, Json, """{"data":{"meta":{"requestId":"1"}}}"""),
        Body("JSON whose second meta is none", 201, Json, """{"meta":{"requestId":"1"},"meta":false}"""),
        Body("JSON of a failure under a success", 200, Json, """{"message":"The key is unknown.","meta":{"requestId":"1","status":401}}"""),
        Body("GraphQL", 200, Json, """{"data":null,"errors":[{"message":"Not signed in"}]}"""),
        Body("OAuth", 200, Json, """{"access_token":"x","token_type":"bearer"}"""),
        Body("a list", 201, Json, "[]"),
        Body("a list of answers", 201, Json, "[" + Own + "]"),
        Body("a text", 201, Json, "\"stored\""),
        Body("a number", 201, Json, "201"),
        Body("true", 200, Json, "true"),
        Body("null", 201, Json, "null"),
        Body("rejected that is a list", 201, Json, """{"meta":{"requestId":"1"},"rejected":["plan"]}"""),
        Body("rejected that is a text", 201, Json, """{"meta":{"requestId":"1"},"rejected":"plan"}"""),
        Body("rejected that is null", 201, Json, """{"meta":{"requestId":"1"},"rejected":null}"""),

        // Cut off, empty, unreadable.
        Body("nothing with 200", 200, null, ""),
        Body("nothing with 201 and a type", 201, Json, ""),
        Body("nothing with 204", 204, null, ""),
        Body("white space", 201, Json, " \r\n\t "),
        Body("a byte order mark alone", 201, Json, "\uFEFF"),
        Body("its own answer, cut off in the message", 201, Json, Own[..20]),
        Body("its own answer, cut off behind the request ID", 201, Json, Own[..^1]),
        Body("its own answer, with something behind it", 201, Json, Own + "<!-- cached -->"),
        Body("its own answer twice", 201, Json, Own + Own),
        Body("its own answer with a comment", 201, Json, "/* ok */" + Own),
        new(
            "its own answer, compressed without having been asked",
            Fault.Respond(201, Json, Compressed(), [new("Content-Encoding", "gzip")], afterApplying: true)),
        new("its own answer, compressed without saying so", Fault.Respond(201, Json, Compressed(), afterApplying: true)),
        new("its own answer in UTF-16", Fault.Respond(201, Json, Encoding.Unicode.GetBytes(Own), afterApplying: true)),
        new("bytes of no kind", Fault.Respond(201, Json, new byte[] { 0, 0xFF, 0xC3, 0x28, 0x80, 1 }, afterApplying: true)),
        new("zeros", Fault.Respond(201, Json, new byte[200], afterApplying: true)),
        new("its own answer without its body", Fault.Empty()),
        new("its own answer, lost with the connection", Fault.Truncate(20), JournyReason.ConnectionFailed),
    ];

    public static StrangeAnswer ByName(string name) => All.Single(answer => answer.Name == name);

    private static StrangeAnswer Page(string name, int status, string body) => Body(name, status, Html, body);

    // Always after the request was applied: an event that is taken for failed would count twice.
    private static StrangeAnswer Body(string name, int status, string? type, string body) =>
        new(name, Fault.Respond(status, type, body, afterApplying: true));

    private static byte[] Compressed()
    {
        using MemoryStream bytes = new();
        using (GZipStream gzip = new(bytes, CompressionLevel.Fastest))
        {
            gzip.Write(Encoding.UTF8.GetBytes(Own));
        }

        return bytes.ToArray();
    }
}
