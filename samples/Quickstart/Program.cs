namespace Journy.Samples.Quickstart;

internal static class Program
{
    internal static void Main()
    {
    }
}
