namespace Journy.Emulator.State;

/// <summary>What a record is.</summary>
internal enum EntityKind
{
    User,
    Account,
}
