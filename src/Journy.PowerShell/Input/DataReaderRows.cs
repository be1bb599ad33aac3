using System;
using System.Collections.Generic;
using System.Data;
using System.Management.Automation;
using Journy.Import.Values;

namespace Journy.Input;

/// <summary>The rows of a data reader, each read when it is asked for.</summary>
internal static class DataReaderRows
{
    /// <summary>Reads the rows: the current one, if there is one, and those after it. Like the pipeline, which enumerates a reader, only
    /// those of its first result.</summary>
    /// <param name="reader">The reader, which stays open.</param>
    /// <returns>The reader itself, once for each row; a <see cref="BrokenReader"/> at the end if it fails.</returns>
    public static IEnumerable<PSObject?> Of(IDataReader reader)
    {
        PSObject row = PSObject.AsPSObject(reader);
        long count = 0;
        bool hasRow = StandsOnRow(reader);
        while (true)
        {
            BrokenReader? broken = null;
            try
            {
                hasRow = hasRow || reader.Read();
            }
            catch (Exception failure) when (UnreadableMember.IsFailure(failure))
            {
                broken = new BrokenReader(count, failure);
            }

            if (broken is not null || !hasRow)
            {
                if (broken is not null)
                {
                    yield return PSObject.AsPSObject(broken);
                }

                yield break;
            }

            count++;
            yield return row;
            hasRow = false;
        }
    }

    // A script that calls Read() itself passes a reader with a current row, which must not be lost. Before the first row every provider
    // refuses access, and the reader of a DataTable cannot be used any more after that.
    private static bool StandsOnRow(IDataReader reader)
    {
        if (reader is DataTableReader)
        {
            return false;
        }

        try
        {
            reader.IsDBNull(0);
            return true;
        }
        catch (Exception failure) when (UnreadableMember.IsFailure(failure))
        {
            return false;
        }
    }
}
