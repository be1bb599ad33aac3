using System;
using System.Runtime.InteropServices;

namespace Journy.Bench.Measuring;

/// <summary>The processor time of the current thread, which .NET itself does not tell.</summary>
internal static class ThreadClock
{
    private const int LinuxThreadClock = 3;
    private const int MacThreadClock = 16;

    public static TimeSpan Now
    {
        get
        {
            if (OperatingSystem.IsWindows())
            {
                return GetThreadTimes(GetCurrentThread(), out _, out _, out long kernel, out long user)
                    ? TimeSpan.FromTicks(kernel + user)
                    : throw new InvalidOperationException("Windows does not tell the thread's processor time.");
            }

            int clock = OperatingSystem.IsMacOS() ? MacThreadClock : LinuxThreadClock;
            return ReadClock(clock, out TimeSpec time) == 0
                ? TimeSpan.FromSeconds(time.Seconds) + TimeSpan.FromTicks(time.Nanoseconds / TimeSpan.NanosecondsPerTick)
                : throw new InvalidOperationException("The system does not tell the thread's processor time.");
        }
    }

    [DllImport("libc", EntryPoint = "clock_gettime")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int ReadClock(int clock, out TimeSpec time);

    [DllImport("kernel32.dll")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern nint GetCurrentThread();

    [DllImport("kernel32.dll")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static extern bool GetThreadTimes(nint thread, out long created, out long ended, out long kernel, out long user);

    [StructLayout(LayoutKind.Sequential)]
    private readonly struct TimeSpec
    {
        public readonly nint Seconds;
        public readonly nint Nanoseconds;
    }
}
