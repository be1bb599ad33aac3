using System.Management.Automation;
using Journy.Binding;
using Journy.Results;

namespace Journy.Commands;

/// <summary>Imports users from CSV files: one summary a file, failed rows in a file that can be mended and imported again.</summary>
[Cmdlet(VerbsData.Import, Nouns.User, SupportsShouldProcess = true, DefaultParameterSetName = ByPath)]
[OutputType(typeof(ImportSummary))]
public sealed class ImportJournyUserCommand : ImportCommand
{
    private protected override RecordShape Shape => RecordShape.User;

    private protected override JournyEntity Entity => JournyEntity.User;
}
