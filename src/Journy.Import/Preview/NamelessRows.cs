using System.Collections.Generic;
using System.Linq;
using Journy.Import.Columns;
using Journy.Import.Records;
using Journy.Import.Sources;
using Journy.Import.Values;

namespace Journy.Import.Preview;

/// <summary>
/// Counts the rows that would name nobody with what a preview suggests. The preview itself reads them without it: then none may name
/// anybody, and that of most of them the suggested column is blank would be seen only after the import. Looks at nothing but the cells
/// that would say whom a row is about, as the rows go by.
/// </summary>
internal sealed class NamelessRows
{
    private readonly RecordShape _shape;
    private readonly TextRules _rules;
    private readonly bool _allowsShortRows;
    private readonly int _width;
    private readonly bool _givesUser;
    private readonly bool _givesAccount;

    // Where in a row's cells they stand.
    private readonly int[] _user;
    private readonly int[] _account;
    private readonly int[] _email;

    /// <summary>Prepares to count.</summary>
    /// <param name="reading">How rows would be read.</param>
    /// <param name="allowsShortRows">True if missing cells would count as blank.</param>
    /// <param name="source">Where the rows come from.</param>
    public NamelessRows(RecordBinderOptions reading, bool allowsShortRows, IRowSource source)
    {
        _shape = reading.Shape;
        _rules = reading.Rules;
        _allowsShortRows = allowsShortRows;
        _width = source.Header.Count;
        GivenValues given = reading.Given.Checked(checksEmail: false);
        _givesUser = (given.UserId ?? given.Email) is not null;
        _givesAccount = (given.AccountId ?? given.Domain) is not null;
        IReadOnlyList<ColumnPlan> plan = new RecordBinder(reading).Look(source.Names);
        _email = given.Email is null ? Find(ColumnRole.Email) : [];
        _user = [.. Find(ColumnRole.UserId), .. Find(ColumnRole.Email)];
        _account = [.. Find(ColumnRole.AccountId), .. Find(ColumnRole.Domain)];

        int[] Find(ColumnRole role) =>
            Enumerable.Range(0, plan.Count).Where(index => plan[index].Role == role).Select(index => source.DataColumns[index]).ToArray();
    }

    /// <summary>How many there were.</summary>
    public long Count { get; private set; }

    /// <summary>Looks at the next row.</summary>
    public void Take(TableRow row)
    {
        if (CanBeRead(row) && NamesNobody(row.Values ?? row.Cells) && !row.Cells.Any(StrayLines.IsTotal))
        {
            Count++;
        }
    }

    private bool CanBeRead(TableRow row) => row.Problem is null
        || (_allowsShortRows && row.Problem.Reason == JournyReason.RaggedRow && row.Cells.Length < _width);

    private bool NamesNobody(object?[] cells)
    {
        bool lacksUser = _shape.HasUser && !_givesUser && AreBlank(_user, cells);
        bool lacksAccount = _shape.HasAccount && !_givesAccount && AreBlank(_account, cells);
        return _shape.NeedsEither ? lacksUser && lacksAccount
            : lacksUser || (lacksAccount && !FailsByAddress(cells));
    }

    private bool AreBlank(int[] indexes, object?[] cells)
    {
        foreach (int index in indexes)
        {
            if (!IsBlank(index, cells))
            {
                return false;
            }
        }

        return true;
    }

    private bool IsBlank(int index, object?[] cells) => index >= cells.Length
        || (cells[index] is string text ? _rules.IsBlank(text) || OuterSpace.Trim(text).Length == 0 : ValueConverter.IsBlank(cells[index]));

    private bool FailsByAddress(object?[] cells)
    {
        foreach (int index in _email)
        {
            if (!IsBlank(index, cells) && cells[index] is string text && !EmailAddress.Is(OuterSpace.Trim(text)))
            {
                return true;
            }
        }

        return false;
    }
}
