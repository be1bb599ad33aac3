using System.Collections.Generic;

namespace Journy.Import.Columns;

/// <summary>What one system writes into the header of one of its exports, and what its columns mean on journy.io.</summary>
/// <param name="Kind">What the rows are: users, accounts, memberships or events.</param>
/// <param name="Header">The header line; empty for general names.</param>
/// <param name="Names">By journy.io's name: the columns that may become it, the best first.</param>
internal sealed record ExportForm(string Kind, IReadOnlyList<string> Header, IReadOnlyDictionary<string, IReadOnlyList<string>> Names);
