using System.Collections.Generic;

namespace Journy.Tests.Help;

/// <summary>An example: its title, its code, and what is said about it.</summary>
/// <param name="Title">Its heading.</param>
/// <param name="Fences">The text of each code fence.</param>
/// <param name="StartsWithCode">True where nothing stands before the first fence.</param>
/// <param name="Remarks">The text around the fences.</param>
internal sealed record HelpExample(string Title, IReadOnlyList<string> Fences, bool StartsWithCode, string Remarks);
