using System;
using System.Collections.Generic;
using Journy.Import.Columns;
using Journy.Import.Records;

namespace Journy.Import.Operations;

/// <summary>An operation that imports do, too.</summary>
internal abstract class ImportOperation : Operation
{
    /// <summary>The permission that a key needs.</summary>
    public const string Permission = "TrackData";

    private protected ImportOperation(RecordShape shape, JournyAction change, string recordAction, ImportEntity entity, string action)
        : base(shape, change, recordAction)
    {
        Entity = entity;
        Action = action;
    }

    /// <summary>What the rows are.</summary>
    public ImportEntity Entity { get; }

    /// <summary>What an import does, for -WhatIf and -Confirm.</summary>
    public string Action { get; }

    /// <summary>Whose properties the columns become; null if they become none.</summary>
    public virtual JournyEntity? PropertyEntity => null;

    /// <summary>Why a record that could be bound cannot be imported; null if it can.</summary>
    public virtual JournyInputException? ProblemOf(BoundRecord record) => null;

    /// <summary>What the columns of a file lack beside an identity, each with what to do: "that says …".</summary>
    public virtual IReadOnlyList<string> MissingColumns(IReadOnlyList<ColumnPlan> plan, GivenValues given) => Array.Empty<string>();
}
