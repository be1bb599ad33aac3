using System;
using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;

namespace Journy.ImportHost;

/// <summary>What the engine says beside the output, a line each. Questions have no answer: nobody is there, as in a nightly job.</summary>
internal sealed class ImportHostInterface(OutputLines lines) : PSHostUserInterface
{
    // None: whoever asks how wide the console is learns that there is no console.
    public override PSHostRawUserInterface? RawUI => null;

    public override bool SupportsVirtualTerminal => false;

    public override void Write(string value) => Show("host", value);

    public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) => Show("host", value);

    public override void WriteLine(string value) => Show("host", value);

    public override void WriteErrorLine(string value) => Show("host", value);

    public override void WriteWarningLine(string message) => Show("warning", message);

    public override void WriteVerboseLine(string message) => Show("verbose", message);

    public override void WriteDebugLine(string message) => Show("debug", message);

    public override void WriteProgress(long sourceId, ProgressRecord record) => Show(
        "progress",
        $"{record.PercentComplete} {(record.RecordType == ProgressRecordType.Completed ? "completed" : record.StatusDescription)}");

    public override string ReadLine() => throw NoPerson();

    public override SecureString ReadLineAsSecureString() => throw NoPerson();

    public override Dictionary<string, PSObject> Prompt(
        string caption, string message, Collection<FieldDescription> descriptions) => throw NoPerson();

    public override int PromptForChoice(
        string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice) => throw NoPerson();

    public override PSCredential PromptForCredential(
        string caption, string message, string userName, string targetName) => throw NoPerson();

    public override PSCredential PromptForCredential(
        string caption,
        string message,
        string userName,
        string targetName,
        PSCredentialTypes allowedCredentialTypes,
        PSCredentialUIOptions options) => throw NoPerson();

    private static HostException NoPerson() => new("The import host answers no questions.");

    private void Show(string word, string text) => lines.Write(word, " " + OutputLines.OneLine(text));
}
