using System;
using System.Collections.Generic;
using System.Data;
using System.Management.Automation;
using Journy.Import.Values;

namespace Journy.Input;

/// <summary>The rows of a data reader, each read when it is asked for.</summary>
internal static class DataReaderRows
{
    /// <summary>Reads the rows: the one that the reader stands on, if it stands on one, and those behind it. As when the pipeline takes a
    /// reader apart, those of its first result alone.</summary>
    /// <param name="reader">The reader, which stays open.</param>
    /// <returns>The reader itself, standing on each row; a <see cref="BrokenReader"/> at the end if it fails.</returns>
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

    // A script that calls Read() itself hands over a reader that stands on a row, which must not be lost. Before the first row every
    // provider refuses to look, and the reader of a DataTable is of no use any more when it has.
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
