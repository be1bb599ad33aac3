namespace Journy.Pacing;

/// <summary>Whom a call is about: hashes of the identifiers that it names of one user or account.</summary>
/// <param name="First">The first identifier; never 0.</param>
/// <param name="Second">The other one; 0 if the call names one only.</param>
/// <param name="IsShared">True if calls that name the same identifiers may be in flight together, since each does the same to whom
/// it is about.</param>
internal readonly record struct IdentityKeys(ulong First, ulong Second, bool IsShared = false)
{
    /// <summary>What calls have in common that name the same identifiers and share; 0 if the call shares nothing.</summary>
    public ulong Naming => IsShared ? (First * 31) + Second + 1 : 0;
}
