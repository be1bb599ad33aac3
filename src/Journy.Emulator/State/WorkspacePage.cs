using System.Collections.Immutable;

namespace Journy.Emulator.State;

/// <summary>Some of a workspace's records, and the number after which the next ones follow.</summary>
internal sealed record WorkspacePage(
    ImmutableArray<EmulatedUser> Users,
    ImmutableArray<EmulatedAccount> Accounts,
    ImmutableArray<EmulatedEvent> Events,
    long? Next);
