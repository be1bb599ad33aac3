using System;
using System.IO;
using System.Text;

namespace Journy.Tests.Import;

/// <summary>A folder of a test's own, gone when the test is.</summary>
internal sealed class TempFolder : IDisposable
{
    public TempFolder() => Directory.CreateDirectory(Path);

    public string Path { get; } = System.IO.Path.Combine(System.IO.Path.GetTempPath(), "journy-" + Guid.NewGuid().ToString("N"));

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public string Write(byte[] content, string name = "users.csv")
    {
        string path = File(name);
        System.IO.File.WriteAllBytes(path, content);
        return path;
    }

    public string Write(string content, string name = "users.csv") => Write(new UTF8Encoding(false).GetBytes(content), name);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
