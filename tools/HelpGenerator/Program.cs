using System;
using System.Collections.Generic;
using Journy.HelpGenerator;
using Journy.HelpGenerator.Markdown;

const string Usage = $"""
    Makes the help that ships with the module from the pages in docs.

      {HelpFiles.Command}               writes src/Journy.PowerShell/en-US
      {HelpFiles.Command} -- --check    says whether it is up to date, and writes nothing
    """;

try
{
    switch (args)
    {
        case []:
            IReadOnlyList<string> written = HelpFiles.Write(HelpFiles.Generate(HelpFiles.PagesFolder), HelpFiles.OutputFolder);
            Console.WriteLine(written.Count == 0 ? "The help was up to date." : $"Renewed: {string.Join(", ", written)}.");
            return 0;
        case ["--check"]:
            IReadOnlyList<string> stale = HelpFiles.FindStale(HelpFiles.Generate(HelpFiles.PagesFolder), HelpFiles.OutputFolder);
            Console.WriteLine(stale.Count == 0
                ? "The help is up to date."
                : $"Out of date: {string.Join(", ", stale)}. Renew it and commit it: {HelpFiles.Command}");
            return stale.Count == 0 ? 0 : 1;
        default:
            Console.Error.WriteLine(Usage);
            return 2;
    }
}
catch (PageException exception)
{
    Console.Error.WriteLine(exception.Message);
    return 1;
}
