using System.Management.Automation;
using Journy.Import.Operations;

namespace Journy.Commands;

/// <summary>Imports accounts from CSV files or the pipeline, as often as you like: only what journy.io has not accepted yet is
/// sent.</summary>
[Cmdlet(VerbsData.Import, Nouns.Account, SupportsShouldProcess = true, DefaultParameterSetName = ByPath)]
[OutputType(typeof(ImportSummary), typeof(ImportPreview))]
public sealed class ImportJournyAccountCommand : ImportEntityCommand
{
    private protected override ImportOperation Operation => Upsert.Accounts;
}
