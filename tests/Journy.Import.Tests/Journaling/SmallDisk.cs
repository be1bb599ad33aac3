using System;
using System.ComponentModel;
using System.Diagnostics;
using System.IO;
using Xunit;

namespace Journy.Tests.Import.Journaling;

/// <summary>A disk of 16 kB, where this machine lets the tests have one.</summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly TempFolder _folder = new();

    public SmallDisk()
    {
        string? problem = OperatingSystem.IsLinux()
            ? Run("mount", "-t", "tmpfs", "-o", "size=16k", "none", _folder.Path)
            : "This is not Linux.";
        if (problem is not null)
        {
            _folder.Dispose();
            Assert.Skip($"A small disk cannot be mounted, which only root may: {problem}");
        }
    }

    public string Path => _folder.Path;

    public string File(string name) => _folder.File(name);

    public void Dispose()
    {
        if (Run("umount", "-l", _folder.Path) is { } problem)
        {
            throw new IOException(problem);
        }

        _folder.Dispose();
    }

    /// <summary>What went wrong; null where nothing did.</summary>
    private static string? Run(string program, params string[] arguments)
    {
        try
        {
            using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
            string error = process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0 ? null : $"{program}: {error.Trim()}";
        }
        catch (Win32Exception exception)
        {
            return $"{program}: {exception.Message}";
        }
    }
}
