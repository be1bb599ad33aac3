namespace Journy.Emulator.Faults;

/// <summary>What random numbers are for, so that one seed does not tie the latency of a request to its fault.</summary>
internal enum DrawPurpose
{
    Fault = 1,
    Latency,
    Application,
}
