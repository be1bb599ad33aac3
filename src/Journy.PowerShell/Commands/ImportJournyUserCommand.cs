using System.Management.Automation;
using Journy.Import.Operations;

namespace Journy.Commands;

/// <summary>Imports users from CSV files or the pipeline, as often as you like: only what journy.io has not accepted yet is sent.</summary>
[Cmdlet(VerbsData.Import, Nouns.User, SupportsShouldProcess = true, DefaultParameterSetName = ByPath)]
[OutputType(typeof(ImportSummary), typeof(ImportPreview))]
public sealed class ImportJournyUserCommand : ImportEntityCommand
{
    private protected override ImportOperation Operation => Upsert.Users;
}
