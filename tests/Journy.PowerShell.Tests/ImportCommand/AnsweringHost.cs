using System;
using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;

namespace Journy.Tests.ImportCommand;

/// <summary>A host in which somebody answers every question in the same way.</summary>
internal sealed class AnsweringHost(bool answer) : PSHost
{
    private readonly Interface _interface = new(answer);

    /// <summary>What was asked.</summary>
    public IReadOnlyList<string> Questions => _interface.Questions;

    /// <summary>What was written that is no output: what -WhatIf says, say.</summary>
    public IReadOnlyList<string> Lines => _interface.Lines;

    /// <summary>The progress that was shown.</summary>
    public IReadOnlyList<ProgressRecord> Progress => _interface.Progress;

    public override CultureInfo CurrentCulture => CultureInfo.InvariantCulture;

    public override CultureInfo CurrentUICulture => CultureInfo.InvariantCulture;

    public override Guid InstanceId { get; } = Guid.NewGuid();

    public override string Name => "Journy tests";

    public override PSHostUserInterface UI => _interface;

    public override Version Version { get; } = new(1, 0);

    public override void EnterNestedPrompt() => throw new NotSupportedException();

    public override void ExitNestedPrompt() => throw new NotSupportedException();

    public override void NotifyBeginApplication()
    {
    }

    public override void NotifyEndApplication()
    {
    }

    public override void SetShouldExit(int exitCode)
    {
    }

    private sealed class Interface(bool answer) : PSHostUserInterface
    {
        private readonly List<string> _questions = [];
        private readonly List<string> _lines = [];
        private readonly List<ProgressRecord> _progress = [];

        public IReadOnlyList<string> Questions => _questions;

        public IReadOnlyList<string> Lines => _lines;

        public IReadOnlyList<ProgressRecord> Progress => _progress;

        public override PSHostRawUserInterface? RawUI => null;

        public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice)
        {
            _questions.Add($"{caption}: {message}");
            string wanted = answer ? "&Yes" : "&No";
            for (int index = 0; index < choices.Count; index++)
            {
                if (choices[index].Label == wanted)
                {
                    return index;
                }
            }

            throw new InvalidOperationException($"There is no choice '{wanted}'.");
        }

        public override Dictionary<string, PSObject> Prompt(string caption, string message, Collection<FieldDescription> descriptions) =>
            throw new NotSupportedException();

        public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName) =>
            throw new NotSupportedException();

        public override PSCredential PromptForCredential(
            string caption,
            string message,
            string userName,
            string targetName,
            PSCredentialTypes allowedCredentialTypes,
            PSCredentialUIOptions options) =>
            throw new NotSupportedException();

        public override string ReadLine() => throw new NotSupportedException();

        public override SecureString ReadLineAsSecureString() => throw new NotSupportedException();

        public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value)
        {
        }

        public override void Write(string value)
        {
        }

        public override void WriteDebugLine(string message)
        {
        }

        public override void WriteErrorLine(string value)
        {
        }

        public override void WriteLine(string value) => _lines.Add(value);

        public override void WriteProgress(long sourceId, ProgressRecord record) => _progress.Add(record);

        public override void WriteVerboseLine(string message)
        {
        }

        public override void WriteWarningLine(string message)
        {
        }
    }
}
