namespace Journy.Samples.DataGenerator;

internal static class Program
{
    internal static void Main()
    {
    }
}
