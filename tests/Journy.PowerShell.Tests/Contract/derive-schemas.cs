// Derives Schemas/<operation>.json from journy.io's OpenAPI document, which is not part of this repository:
//
//     dotnet run tests/Journy.PowerShell.Tests/Contract/derive-schemas.cs -- <openapi.json>
//
// Only structure is taken over: no sentence, no example, no format. It differs from the document in three ways:
//
// - oneOf becomes anyOf. The document's metadata lists "string" and "string of format datetime" as alternatives of one oneOf,
//   so that every string matches twice and is refused.
// - nullable, a word of OpenAPI 3.0 alone, becomes the type "null".
// - An object whose members are listed is closed, so that a member which journy.io does not know is found.
#:property PublishAot=false

using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

if (args is not [string documentPath])
{
    Console.Error.WriteLine("usage: dotnet run derive-schemas.cs -- <openapi.json>");
    return 1;
}

string folder = Path.Combine(Path.GetDirectoryName(ScriptPath())!, "Schemas");
Directory.CreateDirectory(folder);
foreach (string old in Directory.GetFiles(folder, "*.json"))
{
    File.Delete(old);
}

JsonNode document = JsonNode.Parse(File.ReadAllText(documentPath))!;
int count = 0;
foreach ((string path, JsonNode? item) in document["paths"]!.AsObject())
{
    foreach ((string method, JsonNode? operation) in item!.AsObject())
    {
        string name = operation!["operationId"]!.GetValue<string>();
        File.WriteAllText(Path.Combine(folder, name + ".json"), Print(Derive(method, path, operation)));
        count++;
    }
}

Console.WriteLine($"{count} operations in {folder}");
return 0;

static string ScriptPath([CallerFilePath] string path = "") => path;

static JsonObject Derive(string method, string path, JsonNode operation)
{
    JsonObject derived = new()
    {
        ["method"] = method.ToUpperInvariant(),
        ["path"] = path,
        ["query"] = Query(operation["parameters"]?.AsArray() ?? []),
    };
    if (operation["requestBody"] is JsonNode body)
    {
        derived["body"] = Schema(body["content"]!["application/json"]!["schema"]!.AsObject());
    }

    return derived;
}

static JsonObject Query(JsonArray parameters)
{
    JsonObject properties = [];
    JsonArray required = [];
    foreach (JsonNode? parameter in parameters)
    {
        if (parameter!["in"]!.GetValue<string>() != "query")
        {
            throw new NotSupportedException($"A parameter in the {parameter["in"]} is not looked at.");
        }

        string name = parameter["name"]!.GetValue<string>();
        properties[name] = Schema(parameter["schema"]!.AsObject());
        if (parameter["required"]?.GetValue<bool>() == true)
        {
            required.Add(name);
        }
    }

    JsonObject query = new() { ["type"] = "object", ["properties"] = properties, ["additionalProperties"] = false };
    if (required.Count > 0)
    {
        query["required"] = required;
    }

    return query;
}

static JsonObject Schema(JsonObject source)
{
    JsonObject schema = [];
    foreach ((string keyword, JsonNode? value) in source.OrderBy(member => member.Key, StringComparer.Ordinal))
    {
        switch (keyword)
        {
            case "type" when source["nullable"]?.GetValue<bool>() == true:
                schema["type"] = new JsonArray(value!.DeepClone(), "null");
                break;
            case "type" or "required" or "enum" or "minProperties" or "maxProperties" or "minItems" or "maxItems"
                or "uniqueItems" or "minLength" or "maxLength" or "pattern" or "minimum" or "maximum":
                schema[keyword] = value!.DeepClone();
                break;
            case "properties":
                schema["properties"] = new JsonObject(
                    value!.AsObject().Select(member => KeyValuePair.Create(member.Key, (JsonNode?)Schema(member.Value!.AsObject()))));
                break;
            case "items" or "additionalProperties":
                schema[keyword] = value is JsonObject inner ? Schema(inner) : value!.DeepClone();
                break;
            case "oneOf" or "anyOf":
                schema["anyOf"] = new JsonArray([.. value!.AsArray().Select(one => Schema(one!.AsObject()))]);
                break;
            case "nullable" or "description" or "summary" or "title" or "example" or "examples" or "format" or "default" or "deprecated":
                break;
            default:
                // Better no schema than one that silently asks for less than the document.
                throw new NotSupportedException($"The keyword '{keyword}' is not understood.");
        }
    }

    if (schema.ContainsKey("properties") && !schema.ContainsKey("additionalProperties"))
    {
        schema["additionalProperties"] = false;
    }

    return schema;
}

static string Print(JsonObject derived)
{
    using MemoryStream stream = new();
    using (Utf8JsonWriter writer = new(stream, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
    {
        derived.WriteTo(writer);
    }

    return Encoding.UTF8.GetString(stream.ToArray()) + "\n";
}
