using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Journy.HelpGenerator.Markdown;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Journy.HelpGenerator.Pages;

/// <summary>A mapping of YAML in a page. Each key is read by name, and a missing or odd value is an error at its line.</summary>
internal sealed class YamlBlock
{
    private readonly PageText _text;
    private readonly YamlMappingNode _node;

    private YamlBlock(PageText text, YamlMappingNode node)
    {
        _text = text;
        _node = node;
    }

    /// <summary>Reads lines of YAML, without the fence around them.</summary>
    /// <exception cref="PageException">It is no mapping.</exception>
    public static YamlBlock Parse(PageText text)
    {
        try
        {
            YamlStream stream = [];
            stream.Load(new StringReader(string.Join('\n', text.Lines)));
            return stream.Documents.SingleOrDefault()?.RootNode is YamlMappingNode node
                ? new YamlBlock(text, node)
                : throw text.Error("This is no list of keys and values.");
        }
        catch (YamlException exception)
        {
            throw text.Error(Line(exception.Start), $"This is no YAML: {exception.Message}");
        }
    }

    /// <summary>Refuses keys other than these, so that a slip in a name does not pass for a value left out.</summary>
    public void Allow(params IReadOnlyList<string> keys)
    {
        foreach (YamlNode key in _node.Children.Keys.Where(key => !keys.Contains($"{key}")))
        {
            throw Error(key, $"'{key}' is not a key that belongs here; these are: {string.Join(", ", keys)}.");
        }
    }

    public string String(string key) => Find(key) is YamlScalarNode { Value: { } value }
        ? value
        : throw Error(Find(key), $"'{key}' is to be a text.");

    public bool Boolean(string key) => bool.TryParse(String(key), out bool value)
        ? value
        : throw Error(Find(key), $"'{key}' is to be true or false.");

    public IReadOnlyList<string> Strings(string key) => Items(key)
        .Select(item => item is YamlScalarNode { Value: { } value } ? value : throw Error(item, $"'{key}' is to be a list of texts."))
        .ToList();

    public IReadOnlyList<YamlBlock> Blocks(string key) => Items(key)
        .Select(item => item is YamlMappingNode node
            ? new YamlBlock(_text, node)
            : throw Error(item, $"'{key}' is to be a list of keys and values."))
        .ToList();

    /// <summary>An error about the value of a key.</summary>
    public PageException Error(string key, string message) => Error(Find(key), message);

    private IEnumerable<YamlNode> Items(string key) =>
        Find(key) as YamlSequenceNode ?? throw Error(Find(key), $"'{key}' is to be a list; an empty one is [].");

    private YamlNode Find(string key) => _node.Children.TryGetValue(key, out YamlNode? value)
        ? value
        : throw Error(_node, $"There is no '{key}'.");

    private PageException Error(YamlNode node, string message) => _text.Error(Line(node.Start), message);

    /// <summary>YAML counts lines from 1.</summary>
    private static int Line(Mark mark) => Math.Max(0, (int)mark.Line - 1);
}
