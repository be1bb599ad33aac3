using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using System.Reflection;
using Journy.Commands;

namespace Journy.HelpGenerator.Commands;

/// <summary>What the engine knows about a cmdlet.</summary>
internal sealed class CommandFacts
{
    private readonly CmdletInfo _command;

    public CommandFacts(CmdletInfo command) => _command = command;

    public string Name => _command.Name;

    /// <summary>A cmdlet of the module; null if it has none of this name.</summary>
    public static CommandFacts? Find(string name) =>
        (from type in typeof(JournyCommand).Assembly.GetTypes()
         let cmdlet = type.GetCustomAttribute<CmdletAttribute>()
         where cmdlet is not null
         let fullName = $"{cmdlet.VerbName}-{cmdlet.NounName}"
         where fullName.Equals(name, StringComparison.OrdinalIgnoreCase)
         select new CommandFacts(new CmdletInfo(fullName, type))).SingleOrDefault();

    /// <summary>The parameter sets as pages have them, in the engine's order: the default one is marked.</summary>
    public IReadOnlyList<(string Set, string Syntax)> Syntax => _command.ParameterSets
        .Select(set => (
            set.Name + (set.IsDefault && _command.ParameterSets.Count > 1 ? " (Default)" : string.Empty),
            $"{_command.Name} {set}".Replace("[<CommonParameters>]", string.Empty, StringComparison.Ordinal).Trim()))
        .ToList();

    /// <summary>Every parameter in every set, as the engine binds it.</summary>
    public IEnumerable<ParameterFacts> ParametersBySet
    {
        get
        {
            object instance = Activator.CreateInstance(_command.ImplementingType)!;
            return _command.ParameterSets.SelectMany(set => set.Parameters
                .Where(parameter => !Cmdlet.CommonParameters.Contains(parameter.Name))
                .Select(parameter => Read(set.Name, parameter, instance)));
        }
    }

    /// <summary>Every parameter as a page has it: a set of its own where it stands in some only.</summary>
    public IEnumerable<ParameterFacts> Parameters => ParametersBySet
        .Select(parameter => IsInAllSets(parameter.Name) ? parameter with { ParameterSet = "(All)" } : parameter)
        .Distinct(EqualityComparer<ParameterFacts>.Create(
            (left, right) => $"{left}" == $"{right}", facts => $"{facts}".GetHashCode(StringComparison.Ordinal)));

    public IEnumerable<string> OutputTypes => _command.OutputType.Select(type => type.Name);

    public bool TakesPipelineInput => ParametersBySet.Any(parameter => parameter.FromPipeline || parameter.FromPipelineByName);

    private bool IsInAllSets(string name) =>
        _command.Parameters[name].ParameterSets.ContainsKey(ParameterAttribute.AllParameterSets);

    private ParameterFacts Read(string set, CommandParameterInfo parameter, object instance) => new(
        set,
        parameter.Name,
        TypeName(parameter.ParameterType),
        DefaultOf(parameter, instance),
        parameter.IsMandatory,
        parameter.Position < 0 ? "Named" : parameter.Position.ToString(CultureInfo.InvariantCulture),
        parameter.ValueFromPipeline,
        parameter.ValueFromPipelineByPropertyName,
        _command.Parameters[parameter.Name].Attributes.OfType<SupportsWildcardsAttribute>().Any(),
        parameter.Aliases.ToList(),
        ValuesOf(parameter));

    /// <summary>The type's name as PlatyPS writes it.</summary>
    private static string TypeName(Type type) => Nullable.GetUnderlyingType(type) is { } inner
        ? $"System.Nullable`1[{inner.FullName}]"
        : type.FullName!;

    /// <summary>What the parameter is where nobody gives it: the value that a new cmdlet has.</summary>
    private static string DefaultOf(CommandParameterInfo parameter, object instance)
    {
        if (parameter.ParameterType == typeof(SwitchParameter))
        {
            return "False";
        }

        return instance.GetType().GetProperty(parameter.Name)?.GetValue(instance) switch
        {
            null => "None",
            TimeZoneInfo zone => zone.Id,
            IList { Count: 0 } => "None",
            IList list => string.Join(", ", list.Cast<object>()),
            var value => Convert.ToString(value, CultureInfo.InvariantCulture)!,
        };
    }

    private static string[] ValuesOf(CommandParameterInfo parameter)
    {
        Type type = parameter.ParameterType.IsArray ? parameter.ParameterType.GetElementType()! : parameter.ParameterType;
        type = Nullable.GetUnderlyingType(type) ?? type;
        return parameter.Attributes.OfType<ValidateSetAttribute>().FirstOrDefault()?.ValidValues.ToArray()
            ?? (type.IsEnum ? Enum.GetNames(type) : []);
    }
}
