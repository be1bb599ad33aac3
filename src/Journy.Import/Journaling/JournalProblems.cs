using System;
using System.Collections.Generic;
using System.Linq;
using Journy.Import.Problems;
using Journy.Results;

namespace Journy.Import.Journaling;

/// <summary>What to tell the user of a journal that cannot be used.</summary>
internal static class JournalProblems
{
    private const string OwnJournal = "Give this import a journal of its own with -JournalPath.";

    /// <summary>Another process has it.</summary>
    public static JournyInputException InUse(string path, Exception inner) => new(
        JournyReason.JournalInUse,
        $"Another import uses the journal '{path}' at this moment. Wait until it has ended; if the two have nothing to do with each other, "
            + "give this one a journal of its own with -JournalPath.",
        inner);

    /// <summary>Another process has it, which only reads.</summary>
    public static JournyInputException InUseForReading(string path, Exception inner) => new(
        JournyReason.JournalInUse, $"Another import uses the journal '{path}' at this moment. Wait until it has ended.", inner);

    /// <summary>It is not clear which one an outcome file belongs to.</summary>
    public static JournyInputException Several(string path, IReadOnlyList<string> journals) => new(
        JournyReason.JournalMismatch,
        $"'{path}' has rows of a file whose journal may be any of {string.Join(", ", journals.Select(QuotedText.Of))}. Nothing was sent: "
            + "in the wrong one, its rows would be sent once more by the file that they are of. Name the right one with -JournalPath.");

    /// <summary>It cannot be read.</summary>
    public static JournyInputException NotReadable(string path, Exception inner) => new(
        JournyReason.FileNotReadable,
        $"The journal '{path}' cannot be read: {inner.Message.TrimEnd('.')}. Give another one with -JournalPath, or -NoJournal.",
        inner);

    /// <summary>It cannot be written.</summary>
    public static JournyInputException NotWritable(string path, Exception inner) => new(
        JournyReason.FileNotWritable,
        $"The journal '{path}' cannot be written: {inner.Message.TrimEnd('.')}. Name one in a folder that you may write to with "
            + "-JournalPath, or import with -NoJournal (the next import then sends every row again).",
        inner);

    /// <summary>It cannot be written anew without what is out of date.</summary>
    public static JournyInputException NotCompacted(string path, Exception inner) => new(
        JournyReason.FileNotWritable,
        $"The journal '{path}' could not be made smaller: {inner.Message.TrimEnd('.')}. It is complete all the same; "
            + "the next import tries again.",
        inner);

    /// <summary>It is something else.</summary>
    public static JournyInputException NotAJournal(string path) => new(
        JournyReason.JournalMismatch, $"'{path}' is no journal of this module, and is left as it is. {OwnJournal}");

    /// <summary>A line of it is damaged, and others stand behind it.</summary>
    public static JournyInputException Damaged(string path, long line) => new(
        JournyReason.JournalDamaged,
        $"'{path}' is damaged in line {line}, or is no journal of this module; what its other lines say cannot be relied on. "
            + "Restore it from a backup. Without one, move it away: the next import then sends every row again, and events that were "
            + "recorded before would count twice.");

    /// <summary>It says something that this version does not know.</summary>
    public static JournyInputException Newer(string path) => new(
        JournyReason.JournalMismatch,
        $"The journal '{path}' was written by a newer version of this module. "
            + "Update the module, or give this import a journal of its own with -JournalPath.");

    /// <summary>It was written with another API key.</summary>
    public static JournyInputException OtherKey(string path) => new(
        JournyReason.JournalMismatch,
        $"The journal '{path}' was written with another API key. Look whether this is the key that you mean. If it is the key of another "
            + "workspace, give this import a journal of its own with -JournalPath. If the same workspace has a new key, add "
            + "-AcceptNewKey once.");

    /// <summary>It is of another kind of rows.</summary>
    public static JournyInputException OtherEntity(string path, string known, string given) => new(
        JournyReason.JournalMismatch,
        $"'{path}' is the journal of an import of {EntityNames.Plural(known)}, and this one imports {EntityNames.Plural(given)}. "
            + OwnJournal);

    /// <summary>Its rows go elsewhere.</summary>
    public static JournyInputException OtherAddress(string path, string known, string given) => new(
        JournyReason.JournalMismatch,
        $"'{path}' is the journal of imports to {known}, and this connection goes to {given}. Connect to that address, or: {OwnJournal}");

    /// <summary>It knows its events by other columns.</summary>
    public static JournyInputException OtherEventKey(string path, IReadOnlyList<string> known, IReadOnlyList<string> given) => new(
        JournyReason.TooManyChanges,
        $"The journal '{path}' knows its events by the key {string.Join(", ", known)}, "
            + $"and this import {(given.Count == 0 ? "gives none" : "gives " + string.Join(", ", given))}: events would count again. "
            + $"Give -EventKey {string.Join(", ", known.Select(QuotedText.Of))}. "
            + "With a journal of its own (-JournalPath) an import sends all of its events.");

    /// <summary>By other rules of reading text, its values meant something else.</summary>
    /// <param name="path">The journal.</param>
    /// <param name="change">What is different, as the rest of a sentence, and what to give.</param>
    public static JournyInputException OtherTextRules(string path, string change) => new(
        JournyReason.JournalMismatch,
        $"The journal '{path}' {change} With a journal of its own (-JournalPath) an import begins anew, and sends every row once more.");
}
