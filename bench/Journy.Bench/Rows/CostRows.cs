using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using Journy.Api;
using Journy.Bench.Measuring;
using Journy.Import.Journaling;
using Journy.Import.Records;
using Journy.Input;

namespace Journy.Bench.Rows;

/// <summary>Processor time and bytes a row of the parts that run before a row is sent.</summary>
internal static class CostRows
{
    public const string Name = "CPU and bytes a row";
    private const double MostJournalMicroseconds = 5;

    public static void Measure(BenchContext context)
    {
        BenchContext.Say(Name);
        int rows = context.Options.BindingRows;
        RecordBinder binder = CustomerRow.CreateBinder();
        PSObject[] objects = CustomerRow.Objects(rows);
        UpsertRequest[] requests = new UpsertRequest[rows];
        IReadOnlyList<Cost>[] costs = Meter.Alternate(
            context.Options.WarmUps,
            () =>
            {
                for (int index = 0; index < rows; index++)
                {
                    requests[index] = CustomerRow.RequestOf(binder.Bind(objects[index]));
                }
            },
            () =>
            {
                for (int index = 0; index < rows; index++)
                {
                    JsonText.WriteBody(requests[index]);
                }
            });
        context.Table.Add($"{Name}: binding of {CustomerRow.Columns.Count} columns", RowCost.ShowThread(costs[0], rows));
        context.Table.Add($"{Name}: JSON", RowCost.ShowThread(costs[1], rows));
        MeasureJournal(context, rows);
    }

    /// <summary>All that a journal does for a row that is sent, from its hashes to its line in the file.</summary>
    private static void MeasureJournal(BenchContext context, int rows)
    {
        RecordBinder binder = CustomerRow.CreateBinder();
        BoundRecord[] records = CustomerRow.Objects(rows).Select(binder.Bind).ToArray();
        ImportRow row = new(2, CustomerRow.Columns, [], null);
        JournalOwner owner = new(ImportEntity.User, new Uri("http://127.0.0.1/"), string.Empty);
        string path = Path.Combine(context.Folder, "cost.journy");
        IReadOnlyList<Cost>[] costs = Meter.Alternate(context.Options.WarmUps, () =>
        {
            File.Delete(path);
            using Journal journal = Journal.Open(path, owner, acceptNewKey: false);
            Queue<ImportedRow> taken = new();
            foreach (BoundRecord record in records)
            {
                // As in an import, rows are taken while others still wait for their call.
                journal.Rules.Take(new ImportedRow(row, record));
                while (journal.Rules.TryDecide(out ImportedRow? decided, out _))
                {
                    taken.Enqueue(decided);
                }

                if (taken.Count == BenchOptions.Window)
                {
                    Send(journal, taken.Dequeue());
                }
            }

            foreach (ImportedRow last in taken)
            {
                Send(journal, last);
            }
        });
        context.Table.AddAtMost(
            $"{Name}: journal",
            RowCost.ShowThread(costs[0], rows),
            "–",
            Meter.Median(costs[0].Select(cost => cost.ThreadCpu.TotalMicroseconds / rows)),
            MostJournalMicroseconds,
            "µs");
    }

    private static void Send(Journal journal, ImportedRow row)
    {
        journal.Rules.Begin(row);
        journal.Rules.End(row, RowEnd.Accepted);
    }
}
