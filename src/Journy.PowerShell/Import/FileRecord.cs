using Journy.Results;

namespace Journy.Import;

/// <summary>A row of a file on its way.</summary>
/// <param name="Row">The row as it stands in the file, for the outcome files.</param>
/// <param name="Identity">Whom it is about.</param>
internal sealed record FileRecord(CsvRow Row, JournyIdentity Identity);
