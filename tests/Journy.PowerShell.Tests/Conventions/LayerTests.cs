using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using Journy.Tests.Engine;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Xunit;

namespace Journy.Tests.Conventions;

/// <summary>What may know what, by the code of the staged assemblies.</summary>
public sealed class LayerTests
{
    private const string EngineRoot = "Journy.Import.";

    /// <summary>The folders of the engine, each of which knows those before it and no other.</summary>
    private static readonly string[] Folders =
    [
        "Problems", "Values", "Columns", "Records", "Sources", "Outcomes", "Journaling", "Operations", "Scans", "Runs", "Preview",
        "Reports",
    ];

    // Where PowerShell's wrapping comes off: of values at the edge, and of what the binder and completion hand to parameters.
    private static readonly string[] Unwrapping =
    [
        "Journy.Completion.CompletionRequest",
        "Journy.Connections.ConnectionFactory",
        "Journy.Connections.ConnectionTransformationAttribute",
        "Journy.Connections.CredentialTransformationAttribute", "Journy.Connections.SecretTransformationAttribute",
        "Journy.Input.PipedObject", "Journy.Input.PlainValue", "Journy.Input.PowerShellLanguage",
        "Journy.Parameters.EncodingTransformationAttribute", "Journy.Parameters.IdentifierTransformationAttribute",
        "Journy.Parameters.NumberTransformationAttribute",
        "Journy.Parameters.TimeZoneTransformationAttribute",
        "Journy.Parameters.TypedNumber",
    ];

    private static readonly string[] Writing =
        ["WriteObject", "WriteError", "WriteWarning", "WriteVerbose", "WriteProgress", "WriteInformation", "WriteDebug"];

    [Fact]
    public void A_folder_of_the_engine_knows_those_before_it_alone()
    {
        using AssemblyDefinition engine = Read("Journy.Import");
        HashSet<(string From, string To)> edges = [];
        foreach (TypeDefinition type in engine.MainModule.GetTypes())
        {
            string? from = FolderOf(type);
            if (from is null)
            {
                continue;
            }

            foreach (string to in Named(type).Select(FolderOf).OfType<string>().Where(to => to != from))
            {
                edges.Add((from, to));
            }
        }

        Assert.Equal(
            Folders.Order(StringComparer.Ordinal),
            edges.SelectMany(edge => new[] { edge.From, edge.To }).Distinct().Order(StringComparer.Ordinal));
        Assert.DoesNotContain(edges, edge => Array.IndexOf(Folders, edge.To) > Array.IndexOf(Folders, edge.From));
    }

    [Theory]
    [InlineData("Journy.Client")]
    [InlineData("Journy.Import")]
    public void Below_the_module_nobody_knows_PowerShell(string name)
    {
        using AssemblyDefinition assembly = Read(name);
        Assert.DoesNotContain(
            assembly.MainModule.GetTypeReferences(),
            type => type.Namespace.StartsWith("System.Management.Automation", StringComparison.Ordinal));
    }

    [Fact]
    public void What_scripts_can_see_is_in_one_namespace()
    {
        foreach (string name in new[] { "Journy.Client", "Journy.Import", "Journy.PowerShell" })
        {
            using AssemblyDefinition assembly = Read(name);
            TypeDefinition[] seen =
            [
                .. assembly.MainModule.Types.Where(
                    type => type.IsPublic && !IsCmdlet(type) && type.FullName != "Journy.Loading.ModuleInitializer")
            ];
            Assert.NotEmpty(seen);
            Assert.All(seen, type => Assert.Equal("Journy", type.Namespace));
        }
    }

    [Fact]
    public void Nothing_is_written_inside_try()
    {
        using AssemblyDefinition module = Read("Journy.PowerShell");
        int writes = 0;
        foreach (MethodDefinition method in Methods(module))
        {
            foreach (Instruction instruction in method.Body.Instructions.Where(IsWrite))
            {
                writes++;
                Assert.False(
                    method.Body.ExceptionHandlers.Any(
                        handler => handler.HandlerType is ExceptionHandlerType.Catch or ExceptionHandlerType.Filter
                            && instruction.Offset >= handler.TryStart.Offset && instruction.Offset < handler.TryEnd.Offset),
                    $"{method.FullName} writes where an exception is caught: PowerShell ends a pipeline by one.");
            }
        }

        Assert.InRange(writes, 20, int.MaxValue);
    }

    [Fact]
    public void Imports_and_records_speak_through_their_reporter_alone()
    {
        using AssemblyDefinition module = Read("Journy.PowerShell");
        Assert.Equal(
            ["Journy.Flows.CommandReporter"],
            Methods(module)
                .Where(method => method.DeclaringType.FullName is { } name
                    && (name.StartsWith("Journy.Flows.", StringComparison.Ordinal)
                        || Regex.IsMatch(name, @"^Journy\.Commands\.(Import|Record|Mapping|Upsert|Membership|Set|Add|Remove)")))
                .Where(method => method.Body.Instructions.Any(IsWrite))
                .Select(method => Outermost(method.DeclaringType).FullName)
                .Distinct());
    }

    [Fact]
    public void PowerShells_wrapping_comes_off_in_few_places()
    {
        using AssemblyDefinition module = Read("Journy.PowerShell");
        Assert.Equal(
            Unwrapping,
            Methods(module)
                .Where(method => method.Body.Instructions.Any(
                    instruction => instruction.Operand is MethodReference { Name: "get_BaseObject" }))
                .Select(method => Outermost(method.DeclaringType).FullName)
                .Distinct()
                .Order(StringComparer.Ordinal));
    }

    private static AssemblyDefinition Read(string name) =>
        AssemblyDefinition.ReadAssembly(Path.Combine(Path.GetDirectoryName(Repository.StagedManifest)!, name + ".dll"));

    private static IEnumerable<MethodDefinition> Methods(AssemblyDefinition assembly) =>
        assembly.MainModule.GetTypes().SelectMany(type => type.Methods).Where(method => method.HasBody);

    private static bool IsWrite(Instruction instruction) =>
        instruction.Operand is MethodReference { DeclaringType.Namespace: "System.Management.Automation" } called
            && Writing.Contains(called.Name);

    private static bool IsCmdlet(TypeDefinition type) => type.Namespace == "Journy.Commands";

    private static TypeReference Outermost(TypeReference type) => type.DeclaringType is null ? type : Outermost(type.DeclaringType);

    private static string? FolderOf(TypeReference type)
    {
        string space = Outermost(type.GetElementType()).Namespace;
        return space.StartsWith(EngineRoot, StringComparison.Ordinal) ? space[EngineRoot.Length..] : null;
    }

    /// <summary>The types that the members and the code of a type name.</summary>
    private static IEnumerable<TypeReference> Named(TypeDefinition type)
    {
        List<TypeReference?> named =
            [type.BaseType, .. type.Interfaces.Select(one => one.InterfaceType), .. type.Fields.Select(field => field.FieldType)];
        foreach (MethodDefinition method in type.Methods)
        {
            named.Add(method.ReturnType);
            named.AddRange(method.Parameters.Select(parameter => parameter.ParameterType));
            if (method.HasBody)
            {
                named.AddRange(method.Body.Variables.Select(variable => variable.VariableType));
                foreach (object operand in method.Body.Instructions.Select(instruction => instruction.Operand))
                {
                    named.Add(operand as TypeReference ?? (operand as MemberReference)?.DeclaringType);
                }
            }
        }

        return named.OfType<TypeReference>().SelectMany(Parts);
    }

    private static IEnumerable<TypeReference> Parts(TypeReference type) => type switch
    {
        GenericInstanceType generic => generic.GenericArguments.SelectMany(Parts).Append(generic.ElementType),
        TypeSpecification specification => Parts(specification.ElementType),
        _ => [type],
    };
}
