using System.Collections.Generic;
using System.Management.Automation;
using Journy.Api;
using Journy.Bench.Measuring;
using Journy.Binding;

namespace Journy.Bench.Rows;

/// <summary>Processor time and bytes a row of the parts that run before a row is sent.</summary>
internal static class CostRows
{
    private const string Name = "CPU and bytes a row";

    public static void Measure(BenchContext context)
    {
        if (!context.Options.Wants(Name))
        {
            return;
        }

        BenchContext.Say(Name);
        int rows = context.Options.BindingRows;
        RecordBinder binder = CustomerRow.CreateBinder();
        PSObject[] objects = CustomerRow.Objects(rows);
        UpsertRequest[] requests = new UpsertRequest[rows];
        IReadOnlyList<Cost>[] costs = Meter.Alternate(
            BenchOptions.Rounds,
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
    }
}
