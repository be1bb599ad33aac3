using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Xml;
using Journy.HelpGenerator.Markdown;
using Journy.HelpGenerator.Pages;

namespace Journy.HelpGenerator.Output;

/// <summary>The pages of all cmdlets in MAML, which Get-Help reads in every version of PowerShell.</summary>
internal sealed class MamlFile : IDisposable
{
    private const string Command = "http://schemas.microsoft.com/maml/dev/command/2004/10";
    private const string Maml = "http://schemas.microsoft.com/maml/2004/10";
    private const string Dev = "http://schemas.microsoft.com/maml/dev/2004/10";

    private readonly XmlWriter _writer;

    private MamlFile(Stream stream) => _writer = XmlWriter.Create(stream, new XmlWriterSettings
    {
        Indent = true,

        // The system's own newline would make the file differ from one machine to the next.
        NewLineChars = "\n",
        Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
    });

    public static string Of(IEnumerable<CommandPage> pages)
    {
        using MemoryStream stream = new();
        using (MamlFile file = new(stream))
        {
            file.Write(pages);
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    public void Dispose() => _writer.Dispose();

    private void Write(IEnumerable<CommandPage> pages)
    {
        _writer.WriteStartElement("helpItems", "http://msh");
        _writer.WriteAttributeString("schema", "maml");
        _writer.WriteAttributeString("xmlns", "maml", null, Maml);
        _writer.WriteAttributeString("xmlns", "command", null, Command);
        _writer.WriteAttributeString("xmlns", "dev", null, Dev);
        foreach (CommandPage page in pages)
        {
            WriteCommand(page);
        }

        _writer.WriteEndElement();
    }

    private void WriteCommand(CommandPage page)
    {
        string[] name = page.Name.Split('-', 2);
        _writer.WriteStartElement("command", "command", Command);
        _writer.WriteStartElement("details", Command);
        _writer.WriteElementString("name", Command, page.Name);
        WriteDescription(page.Synopsis);
        _writer.WriteElementString("verb", Command, name[0]);
        _writer.WriteElementString("noun", Command, name[1]);
        _writer.WriteEndElement();
        WriteDescription(page.Description);
        WriteSyntax(page);

        _writer.WriteStartElement("parameters", Command);
        foreach (ParameterEntry parameter in page.Parameters)
        {
            WriteParameter(parameter, parameter.Sets[0], isSyntax: false);
        }

        _writer.WriteEndElement();
        WriteTypes(page.Inputs, "inputTypes", "inputType");
        WriteTypes(page.Outputs, "returnValues", "returnValue");

        _writer.WriteStartElement("alertSet", Maml);
        _writer.WriteStartElement("alert", Maml);
        WriteParagraphs(BlockReader.Read(page.Notes));
        _writer.WriteEndElement();
        _writer.WriteEndElement();

        _writer.WriteStartElement("examples", Command);
        foreach (ExampleEntry example in page.Examples)
        {
            WriteExample(example);
        }

        _writer.WriteEndElement();
        WriteLinks(page.Links);
        _writer.WriteEndElement();
    }

    private void WriteSyntax(CommandPage page)
    {
        _writer.WriteStartElement("syntax", Command);
        foreach (SyntaxEntry syntax in page.Syntax)
        {
            _writer.WriteStartElement("syntaxItem", Command);
            _writer.WriteElementString("name", Maml, page.Name);
            foreach ((ParameterEntry parameter, ParameterSetEntry set) in syntax.Parameters)
            {
                WriteParameter(parameter, set, isSyntax: true);
            }

            _writer.WriteEndElement();
        }

        _writer.WriteEndElement();
    }

    /// <summary>Writes a parameter as one of the sets has it. The syntax shows no descriptions.</summary>
    private void WriteParameter(ParameterEntry parameter, ParameterSetEntry set, bool isSyntax)
    {
        _writer.WriteStartElement("parameter", Command);
        _writer.WriteAttributeString("required", XmlConvert.ToString(set.IsRequired));
        _writer.WriteAttributeString("variableLength", "false");
        _writer.WriteAttributeString("globbing", XmlConvert.ToString(parameter.SupportsWildcards));
        _writer.WriteAttributeString("pipelineInput", PipelineInput(set));
        _writer.WriteAttributeString("position", set.Position == "Named" ? "named" : set.Position);
        _writer.WriteAttributeString("aliases", parameter.Aliases.Count > 0 ? string.Join(", ", parameter.Aliases) : "none");
        _writer.WriteElementString("name", Maml, parameter.Name);
        if (!isSyntax)
        {
            WriteDescription(parameter.Description);
        }

        if (parameter.AcceptedValues.Count > 0)
        {
            _writer.WriteStartElement("parameterValueGroup", Command);
            foreach (string value in parameter.AcceptedValues)
            {
                WriteValue(value, isRequired: false);
            }

            _writer.WriteEndElement();
        }

        if (parameter.Type != "System.Management.Automation.SwitchParameter")
        {
            WriteValue(ShortName(parameter.Type), isRequired: true);
        }

        WriteType(parameter.Type);
        _writer.WriteElementString("defaultValue", Dev, parameter.DefaultValue);
        _writer.WriteEndElement();
    }

    private void WriteValue(string value, bool isRequired)
    {
        _writer.WriteStartElement("parameterValue", Command);
        _writer.WriteAttributeString("required", XmlConvert.ToString(isRequired));
        _writer.WriteAttributeString("variableLength", "false");
        _writer.WriteString(value);
        _writer.WriteEndElement();
    }

    private void WriteType(string name)
    {
        _writer.WriteStartElement("type", Dev);
        _writer.WriteElementString("name", Maml, name);
        _writer.WriteEndElement();
    }

    private void WriteTypes(IEnumerable<TypeEntry> types, string list, string item)
    {
        _writer.WriteStartElement(list, Command);
        foreach (TypeEntry type in types)
        {
            _writer.WriteStartElement(item, Command);
            WriteType(type.Name);
            WriteDescription(type.Description);
            _writer.WriteEndElement();
        }

        _writer.WriteEndElement();
    }

    private void WriteExample(ExampleEntry example)
    {
        _writer.WriteStartElement("example", Command);
        _writer.WriteElementString("title", Maml, $"-------- {example.Title} --------");

        // What the code gives is shown right below it.
        _writer.WriteElementString("code", Dev, string.Join("\n\n", example.Code.Select(LineBreaker.Format)));
        _writer.WriteStartElement("remarks", Dev);
        WriteParagraphs(example.Remarks);

        // Keeps the next example's title apart.
        _writer.WriteElementString("para", Maml, string.Empty);
        _writer.WriteEndElement();
        _writer.WriteEndElement();
    }

    private void WriteLinks(IEnumerable<LinkEntry> links)
    {
        _writer.WriteStartElement("relatedLinks", Command);
        foreach (LinkEntry link in links)
        {
            // Links between pages are names that Get-Help takes.
            bool isWeb = link.Target.StartsWith("http", StringComparison.OrdinalIgnoreCase);
            _writer.WriteStartElement("navigationLink", Maml);
            _writer.WriteElementString("linkText", Maml, link.Text);
            _writer.WriteElementString("uri", Maml, isWeb ? link.Target : string.Empty);
            _writer.WriteEndElement();
        }

        _writer.WriteEndElement();
    }

    private void WriteDescription(PageText text)
    {
        _writer.WriteStartElement("description", Maml);
        WriteParagraphs(BlockReader.Read(text));
        _writer.WriteEndElement();
    }

    private void WriteParagraphs(IEnumerable<Block> blocks)
    {
        foreach (Block block in blocks)
        {
            _writer.WriteElementString("para", Maml, LineBreaker.Format(block));
        }
    }

    private static string PipelineInput(ParameterSetEntry set) => (set.ValueFromPipeline, set.ValueFromPipelineByPropertyName) switch
    {
        (true, true) => "True (ByValue, ByPropertyName)",
        (true, false) => "True (ByValue)",
        (false, true) => "True (ByPropertyName)",
        _ => "False",
    };

    /// <summary>A type as the syntax names it: 'string[]' for System.String[], 'JournyEntity' for Journy.JournyEntity.</summary>
    private static string ShortName(string type)
    {
        const string Nullable = "System.Nullable`1[";
        string inner = type.StartsWith(Nullable, StringComparison.Ordinal) && type.EndsWith(']') ? type[Nullable.Length..^1] : type;
        string suffix = inner.EndsWith("[]", StringComparison.Ordinal) ? "[]" : string.Empty;
        string name = inner[..^suffix.Length].Split('.')[^1];
        return name switch
        {
            "String" => "string",
            "Int32" => "int",
            "Int64" => "long",
            "Double" => "double",
            "Char" => "char",
            "PSObject" => "psobject",
            _ => name,
        } + suffix;
    }
}
