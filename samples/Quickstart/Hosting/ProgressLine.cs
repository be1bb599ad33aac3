using System;
using System.Management.Automation;

namespace Journy.Samples.Quickstart.Hosting;

/// <summary>Progress on one line that is written over; where the output is a file, a line now and then.</summary>
internal sealed class ProgressLine
{
    private const int PercentPerLine = 25;
    private const int UsualWidth = 80;

    private readonly bool _redirected = Console.IsOutputRedirected;
    private int _shownLength;
    private int _nextPercent;

    internal void Show(ProgressRecord record)
    {
        if (record.RecordType == ProgressRecordType.Completed)
        {
            Clear();
            _nextPercent = 0;
            return;
        }

        string percent = record.PercentComplete >= 0 ? $"{record.PercentComplete,3} %  " : string.Empty;
        string text = $"{percent}{record.Activity}: {record.StatusDescription}";
        if (_redirected)
        {
            if (record.PercentComplete >= _nextPercent)
            {
                Console.WriteLine(text);
                _nextPercent = record.PercentComplete - (record.PercentComplete % PercentPerLine) + PercentPerLine;
            }

            return;
        }

        Clear();

        // One column less than there is, else the console moves on to the next line. Some terminals say that they have none.
        int room = (Console.WindowWidth > 1 ? Console.WindowWidth : UsualWidth) - 1;
        text = text.Length > room ? text[..room] : text;
        Console.Write(text);
        _shownLength = text.Length;
    }

    /// <summary>Makes room for a line that stays.</summary>
    internal void Clear()
    {
        if (_shownLength > 0)
        {
            Console.Write($"\r{new string(' ', _shownLength)}\r");
            _shownLength = 0;
        }
    }
}
