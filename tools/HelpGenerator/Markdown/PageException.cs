using System;

namespace Journy.HelpGenerator.Markdown;

/// <summary>A page that no help can be made of. The message begins with the page and the line, as compilers write them.</summary>
internal sealed class PageException(string file, int line, string message) : Exception($"{file}({line}): {message}");
