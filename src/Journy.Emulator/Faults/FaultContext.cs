using System;
using Journy.Emulator.Api;
using Journy.Emulator.Keys;

namespace Journy.Emulator.Faults;

/// <summary>What a fault has to work with.</summary>
/// <param name="RequestId">The request's ID.</param>
/// <param name="Key">The key; null if it is not known.</param>
/// <param name="Answer">The API's answer; <see langword="null"/> before the request is applied.</param>
/// <param name="Time">The emulator's clock.</param>
internal sealed record FaultContext(string RequestId, ApiKey? Key, ApiAnswer? Answer, TimeProvider Time);
