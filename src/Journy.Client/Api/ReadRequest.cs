using System;
using System.Collections.Generic;
using System.Net.Http;
using System.Text.Json;

namespace Journy.Api;

/// <summary>An operation that reads: no body.</summary>
/// <typeparam name="TContent">What it answers with.</typeparam>
internal abstract class ReadRequest<TContent> : JournyRequest<TContent>
{
    protected ReadRequest(string path) => Path = path;

    public override HttpMethod Method => HttpMethod.Get;

    public override string Path { get; }

    public override bool HasBody => false;

    public override void WriteBody(Utf8JsonWriter writer) => throw new NotSupportedException();

    /// <summary>A text that must be there.</summary>
    /// <exception cref="KeyNotFoundException">It is not.</exception>
    protected static string ReadText(JsonElement element, string name) =>
        element.GetProperty(name).GetString() ?? throw new KeyNotFoundException(name);
}
