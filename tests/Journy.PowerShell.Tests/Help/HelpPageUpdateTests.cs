using System;
using System.IO;
using System.Linq;
using Journy.HelpGenerator;
using Journy.HelpGenerator.Commands;
using Journy.HelpGenerator.Markdown;
using Journy.HelpGenerator.Output;
using Journy.HelpGenerator.Pages;
using Journy.Tests.Import;
using Xunit;

namespace Journy.Tests.Help;

/// <summary>Pages brought up to date with their cmdlets by the program that makes the help.</summary>
public sealed class HelpPageUpdateTests : IDisposable
{
    private const string Name = "Get-JournyPropertyDefinition";

    private readonly TempFolder _folder = new();

    public static TheoryData<string> Commands => [.. ModuleCommands.All.Keys];

    private static CommandFacts Command => CommandFacts.Find(Name)!;

    // What the page says of -Name.
    private const string NameWords =
        "The properties to list, by name, in upper or lower case; wildcards are allowed. Without it, all. A name\n"
        + "without wildcards that the workspace does not have is an error.";

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Commands))]
    public void A_committed_page_is_up_to_date(string name) => Assert.Equal(
        File.ReadAllText(Path.Combine(HelpPage.Folder, name + ".md")),
        PageWriter.Update(CommandFacts.Find(name)!, PageText.Read(Path.Combine(HelpPage.Folder, name + ".md"))));

    [Fact]
    public void What_a_page_has_wrong_of_parameters_is_put_right_and_its_words_are_kept()
    {
        string page = HelpPage.Read(Name).Markdown;
        int start = page.IndexOf("### -Entity", StringComparison.Ordinal);
        int end = page.IndexOf("### CommonParameters", StringComparison.Ordinal);
        string wrong = page.Remove(start, end - start)
            .Replace(" [-Connection <JournyConnection>]", string.Empty, StringComparison.Ordinal)
            .Replace("  IsRequired: false", "  IsRequired: true", StringComparison.Ordinal)
            .Replace(
                "### CommonParameters",
                "### -Gone\n\nNo longer there.\n\n```yaml\nType: System.String\n```\n\n### CommonParameters",
                StringComparison.Ordinal);
        _folder.Write(wrong, Name + ".md");

        string message = HelpFiles.Update(Command, _folder.Path);
        Assert.Contains("is renewed", message, StringComparison.Ordinal);
        Assert.Equal(
            page.Replace("Whose properties: User, Account, or both.", "{{ What -Entity is for }}", StringComparison.Ordinal)
                .Replace(NameWords, "{{ What -Name is for }}", StringComparison.Ordinal),
            File.ReadAllText(_folder.File(Name + ".md")));
    }

    [Fact]
    public void A_page_is_begun_that_help_can_be_made_of()
    {
        Assert.Contains("is begun", HelpFiles.Update(Command, _folder.Path), StringComparison.Ordinal);
        CommandPage page = CommandPageReader.Read(_folder.File(Name + ".md"));
        Assert.Equal(["Connection", "Entity", "Name"], page.Parameters.Select(parameter => parameter.Name));
        Assert.Equal(3, page.Examples.Count);
        Assert.Contains("up to date", HelpFiles.Update(Command, _folder.Path), StringComparison.Ordinal);
        Assert.Equal("Journy.PowerShell.dll-Help.xml", Assert.Single(HelpFiles.Generate(_folder.Path).Keys));
    }

    [Fact]
    public void A_cmdlet_that_is_not_there_has_no_page() => Assert.Null(CommandFacts.Find("Get-JournyNothing"));
}
