namespace Journy.Emulator.State;

/// <summary>How much a workspace holds. Memberships that were ended are counted by themselves.</summary>
internal sealed record WorkspaceCounts(int Users, int Accounts, int Memberships, int RemovedMemberships, int Events);
