using System;
using System.Collections;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Reflection;
using System.Text;
using Journy.Tests.Engine;
using Xunit;

namespace Journy.Tests.Sessions;

/// <summary>Looks for a key in everything that a session lets out, in every form in which it could be read back.</summary>
internal sealed class SecretScan
{
    /// <summary>How deep properties are followed, and CLIXML goes where a test asks for all of it.</summary>
    public const int FullDepth = 5;

    // What Export-Clixml does unless told otherwise. An exception's TargetSite makes five levels several megabytes, with nothing
    // in them but types.
    private const int UsualDepth = 2;

    private readonly List<(string Where, string Text)> _texts = [];
    private readonly HashSet<object> _seen = new(ReferenceEqualityComparer.Instance);
    private readonly int _depth;
    private readonly string[] _forms;
    private readonly string[] _exactForms;

    public SecretScan(string secret, int depth = UsualDepth)
    {
        _depth = depth;
        byte[] utf8 = Encoding.UTF8.GetBytes(secret);
        byte[] utf16 = Encoding.Unicode.GetBytes(secret);

        // The engine writes a SecureString in CLIXML on Linux as nothing but the hex digits of its UTF-16.
        _forms = [secret, Convert.ToHexString(utf8), Convert.ToHexString(utf16), Uri.EscapeDataString(secret)];
        _exactForms = [.. Base64Of(utf8), .. Base64Of(utf16)];
    }

    /// <summary>Takes in all streams of a script, and the session's own list of errors.</summary>
    public SecretScan Add(ShellResult result, ShellSession session)
    {
        foreach (PSObject output in result.Output)
        {
            AddObject("output", output);
        }

        AddTexts("warning", result.Warnings);
        AddTexts("verbose", result.Verbose);
        AddTexts("debug", result.Debug);
        AddTexts(
            "progress",
            result.Progress.Select(progress => $"{progress.Activity} {progress.StatusDescription} {progress.CurrentOperation}"));
        AddTexts("information", result.Information.Select(information => $"{information.MessageData}"));
        foreach (ErrorRecord error in result.Errors)
        {
            AddError("error", error);
        }

        if (result.Terminating is not null)
        {
            AddError("terminating", result.Terminating.ErrorRecord);
            _texts.Add(("terminating", result.Terminating.ToString()));
        }

        foreach (object? error in (IEnumerable)session.Runspace.SessionStateProxy.GetVariable("Error"))
        {
            AddError("$Error", error is ErrorRecord record ? record : ((IContainsErrorRecord)error!).ErrorRecord);
        }

        foreach (PSObject connection in session.Run("Get-JournyConnection").Output)
        {
            AddObject("connection", connection);
        }

        return this;
    }

    /// <summary>Takes in every file of a folder.</summary>
    public SecretScan AddFolder(string path)
    {
        foreach (string file in Directory.GetFiles(path, "*", SearchOption.AllDirectories))
        {
            _texts.Add((file, file + File.ReadAllText(file)));
        }

        return this;
    }

    /// <summary>Fails where the key is in what was taken in.</summary>
    public void AssertHidden()
    {
        Assert.NotEmpty(_texts);
        string[] found =
        [
            .. _texts.Where(text => _forms.Any(form => text.Text.Contains(form, StringComparison.OrdinalIgnoreCase))
                    || _exactForms.Any(form => text.Text.Contains(form, StringComparison.Ordinal)))
                .Select(text => $"{text.Where}: {text.Text}"),
        ];
        Assert.Empty(found);
    }

    private void AddTexts(string where, IEnumerable<string> texts) => _texts.AddRange(texts.Select(text => (where, text)));

    private void AddError(string where, ErrorRecord error)
    {
        if (!_seen.Add(error))
        {
            return;
        }

        AddObject(where, PSObject.AsPSObject(error));
        _texts.Add((
            $"{where}, details",
            $"{error.ErrorDetails?.Message} {error.ErrorDetails?.RecommendedAction} {error.CategoryInfo} "
            + $"{error.FullyQualifiedErrorId}"));
        _texts.Add(($"{where}, place", $"{error.InvocationInfo?.Line} {error.InvocationInfo?.PositionMessage} {error.ScriptStackTrace}"));
        _texts.Add(($"{where}, target", $"{error.TargetObject}"));
        for (Exception? exception = error.Exception; exception is not null; exception = exception.InnerException)
        {
            _texts.Add(($"{where}, exception", exception.ToString()));
            _texts.Add((
                $"{where}, data", string.Join(" ", exception.Data.Cast<DictionaryEntry>().Select(entry => $"{entry.Key}={entry.Value}"))));
        }
    }

    private void AddObject(string where, PSObject item)
    {
        _texts.Add(($"{where}, CLIXML", PSSerializer.Serialize(item, _depth)));
        AddProperties(where, item, FullDepth, new HashSet<object>(ReferenceEqualityComparer.Instance));
    }

    private void AddProperties(string where, object? value, int depth, HashSet<object> seen)
    {
        if (value is null || depth == 0)
        {
            return;
        }

        object inner = value is PSObject wrapped ? wrapped.BaseObject : value;
        _texts.Add((where, inner.ToString() ?? string.Empty));
        if (inner is string or MemberInfo or Assembly or Module or CommandInfo or PSModuleInfo
            || inner.GetType().IsPrimitive
            || !seen.Add(inner))
        {
            return;
        }

        if (inner is IDictionary dictionary)
        {
            foreach (DictionaryEntry entry in dictionary)
            {
                AddProperties($"{where}[{entry.Key}]", entry.Value, depth - 1, seen);
            }

            return;
        }

        if (inner is IEnumerable items)
        {
            foreach (object? item in items)
            {
                AddProperties($"{where}[]", item, depth - 1, seen);
            }

            return;
        }

        foreach (PSPropertyInfo property in PSObject.AsPSObject(inner).Properties)
        {
            object? content;
            try
            {
                content = property.Value;
            }
            catch (GetValueException)
            {
                continue;
            }

            AddProperties($"{where}.{property.Name}", content, depth - 1, seen);
        }
    }

    /// <summary>What of the base 64 of some bytes is the same whatever stands before and behind them.</summary>
    private static IEnumerable<string> Base64Of(byte[] bytes)
    {
        for (int before = 0; before < 3; before++)
        {
            string text = Convert.ToBase64String([.. new byte[before], .. bytes]);
            yield return text[(before == 0 ? 0 : 4)..(text.Length / 4 * 4 - 4)];
        }
    }
}
