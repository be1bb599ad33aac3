using System;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.Loader;
using Journy.Loading;
using Xunit;

namespace Journy.Tests.WindowsPowerShell;

/// <summary>Whom the handler answers, and with what. That the runtime asks it, the run under Mono shows.</summary>
public sealed class DesktopAssembliesTests
{
    private const string Json = "System.Text.Json, Version=8.0.0.0, Culture=neutral, PublicKeyToken=cc7b13ffcd2ddd51";

    private readonly DesktopAssemblies _desktop = new(ShippedAssemblies.ModuleFolder);

    // Out of the staged folder, as it is when PowerShell loads it.
    private readonly Assembly _client =
        new AssemblyLoadContext("staged").LoadFromAssemblyPath(Path.Combine(ShippedAssemblies.ModuleFolder, "Journy.Client.dll"));

    [Fact]
    public void The_client_is_answered_once_and_for_all()
    {
        Assembly? first = Resolve(Json, _client);
        Assert.Equal(Path.Combine(ShippedAssemblies.DesktopFolder, "System.Text.Json.dll"), first?.Location);
        Assert.Same(first, Resolve(Json, _client));
    }

    [Fact]
    public void A_shipped_library_is_answered_too()
    {
        Assembly json = Resolve(Json, _client)!;
        foreach (AssemblyName reference in json.GetReferencedAssemblies().Where(name => ShippedAssemblies.DesktopNames.Contains(name.Name)))
        {
            Assert.Equal(ShippedAssemblies.DesktopFolder, Path.GetDirectoryName(_desktop.Resolve(reference, json)?.Location));
        }

        Assert.Contains(json.GetReferencedAssemblies(), name => name.Name == "System.Memory");
    }

    [Fact]
    public void Nobody_else_is()
    {
        Assert.Null(Resolve(Json, typeof(DesktopAssembliesTests).Assembly));
        Assert.Null(Resolve(Json, typeof(Xunit.Assert).Assembly));

        // The same name from elsewhere: another version of the module.
        Assert.NotEqual(ShippedAssemblies.ModuleFolder, Path.GetDirectoryName(typeof(JournyReason).Assembly.Location));
        Assert.Null(Resolve(Json, typeof(JournyReason).Assembly));
    }

    [Theory]
    [InlineData("System.Text.Json, Version=99.0.0.0, Culture=neutral, PublicKeyToken=cc7b13ffcd2ddd51")]
    [InlineData("System.Text.Json, Version=8.0.0.0, Culture=neutral, PublicKeyToken=b77a5c561934e089")]
    [InlineData("System.Text.Json, Version=8.0.0.0, Culture=neutral, PublicKeyToken=null")]
    [InlineData("Newtonsoft.Json, Version=13.0.0.0, Culture=neutral, PublicKeyToken=30ad4fe6b2a6aeed")]
    public void What_is_newer_signed_by_others_or_not_shipped_is_left_to_others(string name) => Assert.Null(Resolve(name, _client));

    [Fact]
    public void Where_nobody_knows_who_asks_only_the_modules_own_references_are_answered()
    {
        Assert.Null(Resolve(Json, null));
        _desktop.Check();
        Assert.NotNull(Resolve(Json, null));
        Assert.Null(Resolve(Json.Replace("8.0.0.0", "7.0.0.0", StringComparison.Ordinal), null));
    }

    private Assembly? Resolve(string name, Assembly? requester) => _desktop.Resolve(new AssemblyName(name), requester);
}
