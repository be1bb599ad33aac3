using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Reflection;
using System.Runtime.CompilerServices;
using Journy.Api;
using Journy.Commands;
using Journy.Import.Runs;
using Xunit;

namespace Journy.Tests.Conventions;

/// <summary>What the convention tests look at.</summary>
internal static class ModuleTypes
{
    public static Assembly Module { get; } = typeof(JournyCommand).Assembly;

    public static Assembly Engine { get; } = typeof(ImportRun).Assembly;

    public static Assembly Client { get; } = typeof(JournyClient).Assembly;

    /// <summary>Every class that is a cmdlet.</summary>
    public static IReadOnlyList<Type> Commands { get; } = Module.GetTypes()
        .Where(type => typeof(Cmdlet).IsAssignableFrom(type) && !type.IsAbstract)
        .OrderBy(type => type.Name, StringComparer.Ordinal)
        .ToList();

    /// <summary>The cmdlets' classes by name, so that each is a test of its own.</summary>
    public static TheoryData<string> CommandNames => [.. Commands.Select(type => type.Name)];

    /// <summary>Types that somebody wrote.</summary>
    public static IEnumerable<Type> Written(Assembly assembly) => assembly.GetTypes()
        .Where(type => !type.IsDefined(typeof(CompilerGeneratedAttribute))
            && type.Namespace?.StartsWith("Journy", StringComparison.Ordinal) == true);

    public static Type Command(string name) => Commands.Single(type => type.Name == name);

    public static CmdletAttribute CmdletOf(Type command) =>
        command.GetCustomAttribute<CmdletAttribute>() ?? throw new InvalidOperationException($"{command.Name} has no [Cmdlet].");

    /// <summary>A cmdlet's parameters, with those of its base classes.</summary>
    public static IEnumerable<PropertyInfo> ParametersOf(Type command) =>
        command.GetProperties().Where(property => property.IsDefined(typeof(ParameterAttribute)));
}
