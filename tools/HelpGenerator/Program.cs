using System;
using System.Collections.Generic;
using Journy.HelpGenerator;
using Journy.HelpGenerator.Commands;
using Journy.HelpGenerator.Markdown;

const string Usage = $"""
    Makes the help that ships with the module from the pages in docs.

      {HelpFiles.Command}
          writes src/Journy.PowerShell/en-US

      {HelpFiles.Command} -- --check
          says whether it is up to date, and writes nothing

      {HelpFiles.Command} -- --update <Cmdlet>…
          renews what docs/<Cmdlet>.md says of parameters and their sets, or begins a page that is not there yet
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
        case ["--update", _, ..]:
            bool isKnown = true;
            foreach (string name in args[1..])
            {
                CommandFacts? command = CommandFacts.Find(name);
                isKnown &= command is not null;
                Console.WriteLine(command is null ? $"The module has no cmdlet {name}." : HelpFiles.Update(command, HelpFiles.PagesFolder));
            }

            return isKnown ? 0 : 1;
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
