using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;

namespace Journy.Tests.Engine;

/// <summary>All that a script came to.</summary>
internal sealed record ShellResult(
    IReadOnlyList<PSObject> Output,
    IReadOnlyList<ErrorRecord> Errors,
    IReadOnlyList<string> Warnings,
    IReadOnlyList<string> Verbose,
    IReadOnlyList<string> Debug,
    IReadOnlyList<ProgressRecord> Progress,
    IReadOnlyList<InformationRecord> Information,
    RuntimeException? Terminating)
{
    /// <summary>The output as objects of one type.</summary>
    public IReadOnlyList<T> As<T>() => Output.Select(item => (T)item.BaseObject).ToList();

    /// <summary>The one error of a script that has one, terminating or not.</summary>
    public ErrorRecord Error => Errors.Select(error => error)
        .Concat(Terminating is null ? [] : new[] { Terminating.ErrorRecord })
        .Distinct()
        .Single();

    /// <summary>The error's message as a user sees it.</summary>
    public string ErrorText => Error.ErrorDetails?.Message ?? Error.Exception.Message;

    public ShellResult ThrowIfFailed()
    {
        if (Terminating is not null)
        {
            throw new InvalidOperationException(Terminating.ErrorRecord.ToString(), Terminating);
        }

        return Errors.Count == 0 ? this : throw new InvalidOperationException(Errors[0].ToString(), Errors[0].Exception);
    }
}
