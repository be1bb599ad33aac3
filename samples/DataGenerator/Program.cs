using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Reflection;

namespace Journy.Samples.DataGenerator;

internal static class Program
{
    internal static void Main()
    {
        string path = typeof(Program).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(attribute => attribute.Key == "CustomersPath").Value!;

        CustomerFile file = CustomerFile.Create();
        byte[] bytes = file.ToBytes();
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, bytes);

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"Wrote {file.Rows.Count:N0} rows, {file.FailingRows.Count()} of which must fail, in {bytes.Length:N0} bytes to {path}"));
    }
}
