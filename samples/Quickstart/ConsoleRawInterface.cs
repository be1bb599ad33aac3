using System;
using System.Management.Automation.Host;

namespace Journy.Samples.Quickstart;

/// <summary>What the engine's formatting asks of a console: how wide it is. The rest is not offered.</summary>
internal sealed class ConsoleRawInterface : PSHostRawUserInterface
{
    private const int RedirectedWidth = 120;
    private const int NarrowestWidth = 80;

    public override Size BufferSize { get; set; } = new(Width(), 1000);

    public override Size WindowSize
    {
        get => BufferSize;
        set => BufferSize = value;
    }

    public override Size MaxWindowSize => BufferSize;

    public override Size MaxPhysicalWindowSize => BufferSize;

    public override ConsoleColor ForegroundColor { get; set; } = ConsoleColor.Gray;

    public override ConsoleColor BackgroundColor { get; set; } = ConsoleColor.Black;

    public override Coordinates CursorPosition { get; set; }

    public override Coordinates WindowPosition { get; set; }

    public override int CursorSize { get; set; } = 25;

    public override string WindowTitle { get; set; } = string.Empty;

    public override bool KeyAvailable => false;

    public override KeyInfo ReadKey(ReadKeyOptions options) => throw NotOffered();

    public override void FlushInputBuffer()
    {
    }

    public override BufferCell[,] GetBufferContents(Rectangle rectangle) => throw NotOffered();

    public override void SetBufferContents(Coordinates origin, BufferCell[,] contents) => throw NotOffered();

    public override void SetBufferContents(Rectangle rectangle, BufferCell fill) => throw NotOffered();

    public override void ScrollBufferContents(
        Rectangle source, Coordinates destination, Rectangle clip, BufferCell fill) => throw NotOffered();

    // A narrower console wraps what is written for this width, which reads better than tables of one letter a line.
    private static int Width() => Console.IsOutputRedirected ? RedirectedWidth : Math.Max(Console.WindowWidth, NarrowestWidth);

    private static NotSupportedException NotOffered() => new("The Quickstart's console only shows text.");
}
