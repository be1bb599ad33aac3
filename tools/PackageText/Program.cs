using System;
using System.IO;
using Journy.PackageText;

const string Usage = """
    Makes the texts of the package that are not as they lie in the repository. The build of the module calls it.

      dotnet PackageText.dll <repository> <folder> [<address>]
          writes them into the folder; the address is that of the repository on GitHub, if a build there knows it
    """;

if (args is not [string root, string folder, .. { Length: < 2 } address])
{
    Console.Error.WriteLine(Usage);
    return 2;
}

try
{
    Directory.CreateDirectory(folder);
    foreach ((string name, string text) in PackageFiles.Make(root, address.Length == 0 ? null : address[0]))
    {
        File.WriteAllText(Path.Combine(folder, name), text);
    }

    return 0;
}
catch (PackageTextException exception)
{
    // As the build knows an error.
    Console.Error.WriteLine($"{exception.File} : error : {exception.Message}");
    return 1;
}
