using System;
using System.Net.Http;
using System.Text.Json;

namespace Journy.Api;

/// <summary>One operation of the API: what goes out, and how the answer's content is read.</summary>
/// <typeparam name="TContent">What the answer holds beside its envelope.</typeparam>
internal abstract class JournyRequest<TContent>
{
    public abstract HttpMethod Method { get; }

    /// <summary>Path and query below the base address, without a leading slash.</summary>
    public abstract string Path { get; }

    public virtual bool HasBody => true;

    /// <summary>Called before each try, when its turn has come. If it throws, the try does not go out.</summary>
    public Action? Sending { get; set; }

    /// <summary>
    /// True if sending the same request twice leaves the same state as sending it once, so that a lost answer is no
    /// reason to give up.
    /// </summary>
    public virtual bool Repeatable => true;

    /// <summary>True if journy.io may answer with a 204 and no body at all, which its API description says of one operation.</summary>
    public virtual bool MayAnswerNothing => false;

    /// <summary>True if journy.io may take a part of what was sent and say what it rejected.</summary>
    public virtual bool MayReject => false;

    public abstract void WriteBody(Utf8JsonWriter writer);

    /// <summary>Reads the content of a successful answer. <paramref name="root"/> is an empty object if it has none.</summary>
    public abstract TContent ReadContent(JsonElement root);
}
