using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Reflection;
using Journy.Commands;
using Journy.Connections;
using Journy.Parameters;
using Xunit;

namespace Journy.Tests.Conventions;

/// <summary>What every cmdlet keeps to.</summary>
public sealed class CommandTests
{
    private static readonly string[] Changing = [VerbsCommon.Set, VerbsCommon.Remove, VerbsCommon.Add, VerbsData.Import];

    // These make, drop and show connections.
    private static readonly Type[] WithoutConnection =
    [
        typeof(ConnectJournyCommand), typeof(DisconnectJournyCommand), typeof(GetJournyConnectionCommand),

        // Works offline.
        typeof(GetJournyVerificationHashCommand),
    ];

    private static readonly HashSet<string> ApprovedVerbs =
    [
        .. new[]
        {
            typeof(VerbsCommon), typeof(VerbsCommunications), typeof(VerbsData), typeof(VerbsDiagnostic),
            typeof(VerbsLifecycle), typeof(VerbsOther), typeof(VerbsSecurity),
        }.SelectMany(verbs => verbs.GetFields()).Select(field => (string)field.GetRawConstantValue()!),
    ];

    public static TheoryData<string> Names => ModuleTypes.CommandNames;

    public static TheoryData<JournyReason> Reasons => [.. Enum.GetValues<JournyReason>()];

    [Fact]
    public void There_are_cmdlets() => Assert.True(ModuleTypes.Commands.Count >= 8);

    [Theory]
    [MemberData(nameof(Names))]
    public void A_command_is_a_sealed_public_class_called_by_verb_and_noun(string name)
    {
        Type command = ModuleTypes.Command(name);
        CmdletAttribute cmdlet = ModuleTypes.CmdletOf(command);
        Assert.True(command.IsSealed && command.IsPublic);
        Assert.Equal($"{cmdlet.VerbName}{cmdlet.NounName}Command", name);
        Assert.Equal("Journy.Commands", command.Namespace);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_cmdlet_has_an_approved_verb_and_a_singular_noun_of_the_module(string name)
    {
        CmdletAttribute cmdlet = ModuleTypes.CmdletOf(ModuleTypes.Command(name));
        Assert.Contains(cmdlet.VerbName, ApprovedVerbs);
        if (cmdlet.VerbName is VerbsCommunications.Connect or VerbsCommunications.Disconnect)
        {
            Assert.Equal("Journy", cmdlet.NounName);
        }
        else
        {
            Assert.Matches("^Journy[A-Z][A-Za-z]*[^s]$", cmdlet.NounName);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_switch_or_number_of_a_cmdlet_takes_no_null_and_no_text_that_means_something_else(string name)
    {
        foreach (PropertyInfo parameter in ModuleTypes.Command(name)
            .GetProperties()
            .Where(property => property.IsDefined(typeof(ParameterAttribute))))
        {
            Type type = Nullable.GetUnderlyingType(parameter.PropertyType) ?? parameter.PropertyType;
            if (type == typeof(SwitchParameter))
            {
                Assert.True(parameter.IsDefined(typeof(SwitchTransformationAttribute)), parameter.Name);
            }
            else if (type == typeof(double) || type == typeof(int) || type == typeof(long))
            {
                NumberTransformationAttribute? number = parameter.GetCustomAttribute<NumberTransformationAttribute>();
                Assert.True(number is not null && number.IsWhole == (type != typeof(double)), parameter.Name);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_cmdlet_says_what_it_gives(string name) =>
        Assert.NotEmpty(
            ModuleTypes.Command(name).GetCustomAttributes<OutputTypeAttribute>(inherit: false).SelectMany(output => output.Type));

    [Theory]
    [MemberData(nameof(Names))]
    public void What_changes_data_can_be_tried_with_WhatIf(string name)
    {
        CmdletAttribute cmdlet = ModuleTypes.CmdletOf(ModuleTypes.Command(name));
        Assert.Equal(Changing.Contains(cmdlet.VerbName), cmdlet.SupportsShouldProcess);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void What_removes_asks_first_and_nothing_else_does(string name)
    {
        CmdletAttribute cmdlet = ModuleTypes.CmdletOf(ModuleTypes.Command(name));
        Assert.Equal(cmdlet.VerbName == VerbsCommon.Remove, cmdlet.ConfirmImpact == ConfirmImpact.High);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_cmdlet_that_makes_calls_takes_a_connection(string name)
    {
        Type command = ModuleTypes.Command(name);
        PropertyInfo? connection = ModuleTypes.ParametersOf(command).SingleOrDefault(parameter => parameter.Name == "Connection");
        Assert.Equal(!WithoutConnection.Contains(command), connection?.IsDefined(typeof(ConnectionTransformationAttribute)) == true);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_pipeline_parameter_is_not_validated_by_the_engine(string name)
    {
        // Its message would not say which record it was.
        IEnumerable<PropertyInfo> piped = ModuleTypes.ParametersOf(ModuleTypes.Command(name)).Where(parameter => parameter
            .GetCustomAttributes<ParameterAttribute>()
            .Any(attribute => attribute.ValueFromPipeline || attribute.ValueFromPipelineByPropertyName));
        Assert.All(piped, parameter =>
        {
            Assert.Empty(parameter.GetCustomAttributes<ValidateArgumentsAttribute>());
            Assert.Equal(typeof(PSObject), parameter.PropertyType);
            Assert.True(parameter.IsDefined(typeof(AllowNullAttribute)));
            Assert.All(parameter.GetCustomAttributes<ParameterAttribute>(), attribute => Assert.False(attribute.Mandatory));
        });
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_length_of_time_has_its_unit_in_its_name(string name) => Assert.All(
        ModuleTypes.ParametersOf(ModuleTypes.Command(name)),
        parameter => Assert.NotEqual(typeof(TimeSpan), Nullable.GetUnderlyingType(parameter.PropertyType) ?? parameter.PropertyType));

    [Theory]
    [MemberData(nameof(Reasons))]
    public void Every_reason_has_a_category_that_somebody_chose(JournyReason reason)
    {
        ErrorCategory expected = reason switch
        {
            JournyReason.Unauthorized or JournyReason.NoApiKey => ErrorCategory.AuthenticationError,
            JournyReason.Forbidden => ErrorCategory.PermissionDenied,
            JournyReason.NotFound => ErrorCategory.ObjectNotFound,
            JournyReason.TooManyRequests => ErrorCategory.LimitsExceeded,
            JournyReason.ServerError => ErrorCategory.ResourceUnavailable,
            JournyReason.Redirected or JournyReason.UnexpectedAnswer => ErrorCategory.ProtocolError,
            JournyReason.TimedOut => ErrorCategory.OperationTimeout,
            JournyReason.ConnectionFailed or JournyReason.NotConnected => ErrorCategory.ConnectionError,
            JournyReason.TlsFailed => ErrorCategory.SecurityError,
            JournyReason.InvalidApiKey or JournyReason.InvalidBaseUri or JournyReason.InvalidParameter => ErrorCategory.InvalidArgument,
            JournyReason.NotARow => ErrorCategory.InvalidType,
            JournyReason.UnreadableMember or JournyReason.FileNotReadable or JournyReason.FileChanged => ErrorCategory.ReadError,
            JournyReason.FileNotWritable => ErrorCategory.WriteError,
            JournyReason.JournalInUse => ErrorCategory.ResourceBusy,
            JournyReason.JournalMismatch => ErrorCategory.InvalidOperation,
            JournyReason.OutcomeUnknown => ErrorCategory.InvalidResult,
            JournyReason.NotAttempted or JournyReason.ImportIncomplete or JournyReason.TooManyChanges => ErrorCategory.OperationStopped,
            JournyReason.BadArguments or JournyReason.Unprocessable or JournyReason.NoIdentity or JournyReason.MissingValue
                or JournyReason.AmbiguousColumn or JournyReason.SecretColumn
                or JournyReason.NestedProperty or JournyReason.InvalidValue or JournyReason.InvalidEmail or JournyReason.TypeMismatch
                or JournyReason.InvalidHeader
                or JournyReason.RaggedRow or JournyReason.InvalidEncoding or JournyReason.DamagedFile or JournyReason.JournalDamaged =>
                    ErrorCategory.InvalidData,

            // A new reason decides here what it is.
            _ => ErrorCategory.NotSpecified,
        };
        UserIdentity target = new("u", null);
        ErrorRecord fromInput = Failure.ToRecord(new JournyInputException(reason, "What and how."), target, "Record 1");
        ErrorRecord fromAnswer = Failure.ToRecord(new JournyApiException(reason, "What and how."), target);
        Assert.NotEqual(ErrorCategory.NotSpecified, expected);
        Assert.Equal((expected, expected), (fromInput.CategoryInfo.Category, fromAnswer.CategoryInfo.Category));
        Assert.Equal(("Journy." + reason, "Journy." + reason), (fromInput.FullyQualifiedErrorId, fromAnswer.FullyQualifiedErrorId));
        Assert.Equal(("Record 1: What and how.", "What and how."), (fromInput.ErrorDetails.Message, fromAnswer.ErrorDetails.Message));
        Assert.Same(target, fromInput.TargetObject);
    }

    [Fact]
    public void A_fault_of_the_module_itself_has_an_ID_of_its_own()
    {
        InvalidOperationException fault = new("Oops.");
        ErrorRecord record = Failure.ToRecord(fault, null);
        Assert.Equal("Journy.InternalError", record.FullyQualifiedErrorId);
        Assert.Same(fault, record.Exception);
    }
}
