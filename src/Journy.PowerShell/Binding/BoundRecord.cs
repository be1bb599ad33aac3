using Journy.Api;
using Journy.Results;

namespace Journy.Binding;

/// <summary>A record ready to be sent, or the reason why it cannot be.</summary>
/// <param name="Identity">Whom it is about; null where that could not be read.</param>
/// <param name="Properties">Its properties.</param>
/// <param name="Problem">Why it cannot be sent; null where it can.</param>
internal sealed record BoundRecord(JournyIdentity? Identity, PropertyBag Properties, JournyInputException? Problem);
