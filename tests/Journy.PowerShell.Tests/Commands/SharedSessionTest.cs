using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Text.Json;
using Journy.Emulator;
using Journy.Tests.Engine;
using Xunit;

namespace Journy.Tests.Commands;

/// <summary>A test with an emulator of its own, in the session that its class shares, connected to that emulator.</summary>
public abstract class SharedSessionTest : EmulatorTest, IClassFixture<SharedSession>
{
    private readonly SharedSession _shared;
    private bool _isConnected;

    protected SharedSessionTest(SharedSession shared) => _shared = shared;

    /// <summary>The class's session, with whatever connection it has.</summary>
    private protected ShellSession SharedShell => _shared.Shell;

    /// <summary>The class's session, connected to this test's emulator.</summary>
    private protected ShellSession Shell
    {
        get
        {
            if (!_isConnected)
            {
                _isConnected = true;
                Connect(Emulator.ApiKey);
            }

            return _shared.Shell;
        }
    }

    /// <summary>The bodies that the emulator received, in order.</summary>
    protected IReadOnlyList<JsonElement> Bodies => Writes.Select(Parse).ToList();

    /// <summary>The properties in the body of the only write.</summary>
    protected JsonElement OnlyProperties => OnlyBody.GetProperty("properties");

    /// <summary>The identification in the body of the only write, as it came.</summary>
    protected string OnlyIdentification => OnlyBody.GetProperty("identification").GetRawText();

    /// <summary>The names and JSON values of the only write's properties, in order: <c>a=1, b="x"</c>.</summary>
    protected string OnlySent => OnlyBody.TryGetProperty("properties", out JsonElement properties)
        ? string.Join(", ", properties.EnumerateObject().Select(property => property.Name + "=" + property.Value.GetRawText()))
        : string.Empty;

    /// <summary>Connects the session to this test's emulator with some key.</summary>
    protected void Connect(string key)
    {
        _shared.Shell.Set("key", key);
        _shared.Shell.Set("uri", Emulator.BaseAddress.AbsoluteUri);
        _shared.Shell.Run("Connect-Journy -ApiKey $key -BaseUri $uri -SkipKeyCheck").ThrowIfFailed();
    }

    /// <summary>The error that ends a script; fails where it goes on.</summary>
    private protected ErrorRecord EndOf(string script) => EndOf(Shell, script);

    private protected static ErrorRecord EndOf(ShellSession shell, string script)
    {
        // Without the try the engine goes on with the script's next statement.
        ShellResult result = shell.Run($"try {{ {script} }} catch {{ throw }}");
        Assert.Empty(result.Errors);
        return result.Terminating?.ErrorRecord ?? throw new InvalidOperationException("Nothing ended the script.");
    }

    /// <summary>Pipes what an expression gives to Set-JournyUser.</summary>
    private protected ShellResult SetUser(string records, string parameters = "") => Shell.Run($"{records} | Set-JournyUser {parameters}");

    /// <summary>Pipes objects to Set-JournyUser.</summary>
    private protected ShellResult SetUser(IEnumerable<object> records, string parameters = "") =>
        Shell.RunWithInput($"$input | Set-JournyUser {parameters}", records);

    private static JsonElement Parse(LedgerEntry entry) =>
        JsonDocument.Parse(entry.Body ?? throw new InvalidOperationException($"{entry.Target} had no body.")).RootElement;
}
