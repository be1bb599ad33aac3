using System;
using System.Collections.Generic;
using System.Collections.Specialized;
using System.IO;
using System.Linq;
using System.Numerics;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Web;
using Journy.Emulator;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using NJsonSchema;
using NJsonSchema.Validation;
using Xunit;

namespace Journy.Tests.Contract;

/// <summary>
/// What journy.io's OpenAPI document says about requests, as <c>derive-schemas.cs</c> took it from there: which operations there
/// are, and the JSON Schemas of their bodies and queries.
/// </summary>
internal static class RequestContract
{
    private const string ModuleAgent = "journy-powershell/";
    private const string ResourcePrefix = "Contract/";

    /// <summary>The address that events had before; the document keeps it for clients of old.</summary>
    private const string FormerTrack = "POST /events";

    private static readonly Lazy<Dictionary<string, Operation>> Operations = new(Load);

    /// <summary>Every operation that the module may use, such as <c>POST /users/upsert</c>.</summary>
    public static IReadOnlyList<string> Names =>
        [.. Operations.Value.Keys.Where(name => name != FormerTrack).Order(StringComparer.Ordinal)];

    /// <summary>Fails the test where the module made a request that the contract does not allow.</summary>
    /// <param name="entries">All requests; those of others than the module are passed over.</param>
    /// <param name="bodiesWereKept">Whether the emulator kept the bodies.</param>
    public static void Verify(IEnumerable<LedgerEntry> entries, bool bodiesWereKept)
    {
        foreach (LedgerEntry entry in entries)
        {
            if (entry.UserAgent?.StartsWith(ModuleAgent, StringComparison.Ordinal) != true)
            {
                continue;
            }

            IReadOnlyList<string> problems = Check(entry, bodiesWereKept);
            if (problems.Count > 0)
            {
                Assert.Fail(
                    $"Request {entry.Sequence}, {NameOf(entry)}, breaks the contract: {string.Join("; ", problems)}. Body: {entry.Body}");
            }
        }
    }

    /// <summary>Names the operation of a request.</summary>
    public static string NameOf(LedgerEntry entry) => $"{entry.Method} {UriOf(entry).AbsolutePath}";

    // A base address may have a path of its own, as that of a gateway has.
    private static string WithoutPrefix(string name)
    {
        string[] parts = name.Split(' ');
        return Operations.Value.Keys.FirstOrDefault(operation => operation.Split(' ') is [var method, var path]
            && method == parts[0] && parts[1].EndsWith(path, StringComparison.Ordinal)) ?? name;
    }

    /// <summary>Says what is wrong with a request.</summary>
    /// <param name="entry">The request.</param>
    /// <param name="bodiesWereKept">Whether the emulator kept the bodies.</param>
    /// <returns>The problems; empty where there are none.</returns>
    public static IReadOnlyList<string> Check(LedgerEntry entry, bool bodiesWereKept = true)
    {
        string name = WithoutPrefix(NameOf(entry));
        if (name == FormerTrack || !Operations.Value.TryGetValue(name, out Operation? operation))
        {
            return [$"{name} is no operation"];
        }

        List<string> problems = [.. Validate(operation.Query, QueryOf(entry), "query")];
        if (entry.Body is null)
        {
            // A client that left in the middle of its request has no answer, and no body in the ledger.
            if (operation.Body is not null && bodiesWereKept && entry.Applied)
            {
                problems.Add("the body is missing");
            }
        }
        else if (operation.Body is null)
        {
            problems.Add("there is a body where none belongs");
        }
        else
        {
            problems.AddRange(CheckBody(operation.Body, entry.Body));
        }

        return problems;
    }

    private static IEnumerable<string> CheckBody(JsonSchema schema, string body)
    {
        try
        {
            // The library keeps the last of two members of one name and says nothing.
            JsonDocument.Parse(body, new JsonDocumentOptions { AllowDuplicateProperties = false }).Dispose();
        }
        catch (System.Text.Json.JsonException exception)
        {
            return [$"the body is no JSON without duplicates: {exception.Message}"];
        }

        return Validate(schema, body, "body");
    }

    private static IEnumerable<string> Validate(JsonSchema schema, string json, string part) =>
        schema.Validate(Parse(json)).SelectMany(error => Describe(error, part));

    private static JObject Parse(string json)
    {
        using JsonTextReader reader = new(new StringReader(json)) { DateParseHandling = DateParseHandling.None };
        JObject root = JObject.Load(reader);
        foreach (JValue value in root.Descendants().OfType<JValue>())
        {
            if (value.Value is BigInteger number)
            {
                // The library fails on whole numbers beyond 64 bits, which JSON allows.
                value.Value = (double)number;
            }
        }

        return root;
    }

    private static IEnumerable<string> Describe(ValidationError error, string part) =>
        error is ChildSchemaValidationError { Errors.Count: > 0 } parent
        ? parent.Errors.Values.SelectMany(errors => errors).Select(inner => $"{part} {inner.Path}: {inner.Kind}")
        : [$"{part} {error.Path}: {error.Kind}"];

    private static string QueryOf(LedgerEntry entry)
    {
        NameValueCollection query = HttpUtility.ParseQueryString(UriOf(entry).Query);
        return new JsonObject(query.AllKeys.Select(key => KeyValuePair.Create(key ?? string.Empty, (JsonNode?)query[key]))).ToJsonString();
    }

    private static Uri UriOf(LedgerEntry entry) => new(new Uri("http://emulator"), entry.Target);

    private static Dictionary<string, Operation> Load()
    {
        Dictionary<string, Operation> operations = new(StringComparer.Ordinal);
        foreach (string resource in typeof(RequestContract).Assembly.GetManifestResourceNames())
        {
            if (!resource.StartsWith(ResourcePrefix, StringComparison.Ordinal))
            {
                continue;
            }

            using Stream stream = typeof(RequestContract).Assembly.GetManifestResourceStream(resource)!;
            JsonNode derived = JsonNode.Parse(stream)!;
            operations.Add(
                $"{derived["method"]} {derived["path"]}",
                new Operation(ReadSchema(derived["query"])!, ReadSchema(derived["body"])));
        }

        return operations;
    }

    private static JsonSchema? ReadSchema(JsonNode? node) =>
        node is null ? null : JsonSchema.FromJsonAsync(node.ToJsonString(), TestContext.Current.CancellationToken).GetAwaiter().GetResult();

    private sealed record Operation(JsonSchema Query, JsonSchema? Body);
}
