using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Journy.Api;
using Journy.Import.Journaling;
using Journy.Import.Outcomes;
using Journy.Import.Preview;
using Journy.Import.Records;
using Journy.Import.Runs;
using Journy.Results;

namespace Journy.Flows;

/// <summary>Opens what an import reads and writes beside its input: the journal and the outcome files.</summary>
internal sealed class ImportOpening
{
    private readonly ImportContext _context;
    private readonly TimeSpan _deadline;

    /// <summary>Begins the time that -TimeLimitMinutes allows.</summary>
    public ImportOpening(ImportContext context)
    {
        _context = context;
        _deadline = context.Settings.TimeLimitMinutes is { } minutes
            ? context.Reporter.Client.Clock.Now + TimeSpan.FromMinutes(minutes)
            : TimeSpan.MaxValue;
    }

    private CommandReporter Reporter => _context.Reporter;

    private ImportSettings Settings => _context.Settings;

    private JournalOwner Owner => new(Settings.Operation.Entity, Reporter.Connection.BaseUri, Reporter.Connection.Fingerprint);

    /// <summary>The journal of piped rows; null if none is wanted.</summary>
    /// <exception cref="JournyInputException">It was not said which.</exception>
    public string? PipedJournal() => Settings.HasNoJournal ? null
        : Settings.JournalPath is not null ? _context.Paths.FindWritable(Settings.JournalPath, NextCommand.JournalFix)
        : throw FlowProblems.PipedWithoutJournal();

    /// <summary>The journal of a file; null if none is wanted.</summary>
    /// <exception cref="JournyInputException">It is the file itself.</exception>
    public string? JournalOf(string path)
    {
        if (Settings.HasNoJournal)
        {
            return null;
        }

        string journal = Settings.JournalPath is null
            ? JournalPath.Beside(path)
            : _context.Paths.FindWritable(Settings.JournalPath, NextCommand.JournalFix);
        return journal != path ? journal : throw FlowProblems.JournalIsInput();
    }

    /// <summary>Opens a journal to look at it.</summary>
    /// <param name="journalPath">The journal; null for an empty one.</param>
    /// <param name="inputPath">The file, or what piped rows are called.</param>
    /// <param name="isPiped">True for piped rows.</param>
    public Journal Look(string? journalPath, string inputPath, bool isPiped)
    {
        JournalOwner owner = Owner;
        Journal journal = Reporter.Opened(() => Journal.Look(journalPath, owner, Settings.AcceptsNewKey));
        try
        {
            Prepare(journal, inputPath, isPiped);
        }
        catch
        {
            journal.Dispose();
            throw;
        }

        journal.Rules.ResendsAll = false;
        return journal;
    }

    /// <summary>Opens all that an import writes, and sends nothing yet.</summary>
    /// <param name="inputPath">The file; for piped rows the name that outcome files have theirs from.</param>
    /// <param name="delimiter">What stands between two cells of outcome files; null to write them as JSON Lines.</param>
    /// <param name="binder">What reads the rows.</param>
    /// <param name="journalPath">The journal; null for none.</param>
    /// <param name="isPiped">True for piped rows.</param>
    /// <param name="readsHead">True to read only the head of the journal, if the file may be known as a whole.</param>
    public OpenImport Open(
        string inputPath, char? delimiter, RecordBinder binder, string? journalPath, bool isPiped, bool readsHead = false)
    {
        JournyConnection connection = Reporter.Connection;
        string? directory = Settings.OutcomeDirectory is null
            ? null
            : _context.Paths.FindWritable(Settings.OutcomeDirectory, NextCommand.OutcomeFix);
        OutcomeFiles files = new(inputPath, directory, connection.Client.Clock.UtcNow, delimiter, binder.HiddenOf);
        files.RequireWritable();
        JournalOwner owner = Owner;
        Journal? journal = journalPath is null
            ? null
            : Reporter.Opened(() => Journal.Open(journalPath, owner, Settings.AcceptsNewKey, readsHead));
        try
        {
            if (journal is not null)
            {
                Prepare(journal, inputPath, isPiped);
            }
        }
        catch
        {
            journal?.Dispose();
            throw;
        }

        files.Run = journal?.Rules.Run ?? connection.Client.Clock.UtcNow.UtcTicks;
        string shown = isPiped ? ImportFlow.PipedRows : Path.GetFileName(inputPath);
        OpenImport open = new(Reporter, $"Importing {shown}", _context.Report is not null);
        ImportRunOptions options = new()
        {
            Operation = Settings.Operation,
            Client = connection.Client,
            IsPiped = isPiped,
            InputName = isPiped ? ImportFlow.PipedRows : inputPath,
            Files = files,
            Journal = journal,
            ThrottleLimit = Settings.ThrottleLimit,
            MaxErrors = Settings.MaxErrors,
            SkipsUnidentified = Settings.SkipsUnidentified,
            Deadline = _deadline,
            MustEnd = () => ProcessEnd.IsRequested,

            // Events that no journal knows of, or that are sent whatever it knows, would count twice.
            ContinueCommand = (journal is null || Settings.Resends) && Settings.Operation.ResendingDoubles
                ? null
                : ToGoOn(isPiped ? null : inputPath),
            RefusalOf = row => FlowProblems.EventCountsAgain((EventRules)journal!.Rules, row.Row.Line),
            CommandToImport = file => _context.Next.ToImport(file, open.Session),
        };
        open.Session = new ImportSession(options, open, Reporter.Stop);
        return open;
    }

    // Nearly no import needs it. What stands before the pipe may go to another folder meanwhile, which would make another path of one
    // that is relative.
    private Func<string> ToGoOn(string? path)
    {
        if (path is not null)
        {
            return () => _context.Next.ToGoOn(new[] { path });
        }

        string piped = _context.Next.ToGoOn(null);
        return () => piped;
    }

    /// <summary>Opens what piped rows need.</summary>
    public OpenImport OpenPiped(RecordBinder binder)
    {
        string? journal = PipedJournal();
        string name = journal is null
            ? EntityNames.Plural(Settings.Operation.Entity).Replace(' ', '-')
            : Path.GetFileNameWithoutExtension(journal);
        string? folder = journal is null ? _context.Paths.CurrentFolder : Path.GetDirectoryName(journal);
        if (folder is null && Settings.OutcomeDirectory is null)
        {
            throw FlowProblems.NoOutcomeFolder();
        }

        OpenImport open = Open(Path.Combine(folder ?? string.Empty, name + ".csv"), ',', binder, journal, isPiped: true);
        try
        {
            open.Session.Journal?.UseEventKey(binder.EventKeyNames);
            open.Session.Journal?.KeepIdentity();
            return open;
        }
        catch
        {
            open.Dispose();
            throw;
        }
    }

    /// <summary>Asks once an input before what cannot be taken back.</summary>
    /// <exception cref="JournyInputException">Nobody can be asked.</exception>
    public bool MayGoOn(string input)
    {
        if (Settings.DeletesBlanks && !Reporter.Confirm(
            $"Every blank cell of {input} deletes that property. Import?",
            "Blank cells delete",
            $"-BlankValue Delete lets every blank cell of {input} delete a property"))
        {
            return false;
        }

        return !Settings.Resends || !Settings.Operation.ResendingDoubles || Reporter.Confirm(
            $"Every event of {input} that was recorded before counts once more. Import?",
            "Events are sent again",
            $"-Resend sends every event of {input} again, so that those that were recorded before count once more");
    }

    /// <summary>What a preview asks the workspace.</summary>
    public PreviewWorkspace AskWorkspace()
    {
        JournyConnection connection = Reporter.Connection;
        JournyAnswer<IReadOnlyList<string>> key = Reporter.Call(new ValidateRequest());
        IReadOnlyList<PropertyDefinition>? properties = null;
        if (Settings.Operation.PropertyEntity is { } entity && key.Content.Contains("ReadProperties"))
        {
            properties = Reporter.Call(ListRequest<PropertyDefinition>.Properties(entity)).Content;
        }

        return new PreviewWorkspace(
            connection.BaseUri, key.Content, key.Head.CallsLimit, key.Head.CallsRemaining, connection.CallerLimits, properties);
    }

    private void Prepare(Journal journal, string inputPath, bool isPiped)
    {
        journal.UseTextRules(Settings.Binding.Rules);
        journal.Rules.ResendsAll = Settings.Resends;
        journal.Rules.StartRun(Reporter.Client.Clock.UtcNow);
        if (journal.Rules is EventRules events)
        {
            events.Open.Input = events.Hash.TextOf(Path.GetFileName(inputPath));
            events.TakesLeftovers = OutcomeName.Is(inputPath);
            events.SendsUncertain = OutcomeName.IsUnknown(inputPath);
            events.IsPiped = isPiped;
            events.MostAgain = Settings.IsPreview ? long.MaxValue : Settings.AcceptedEvents ?? 0;
        }
    }
}
