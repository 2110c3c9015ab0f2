namespace Jaram.Exchange.Tests;

/// <summary>The repository that the tests were built from.</summary>
internal static class Checkout
{
    private static readonly string _root = Find(AppContext.BaseDirectory);

    public static string At(string path) => Path.Combine(_root, path);

    private static string Find(string folder) =>
        File.Exists(Path.Combine(folder, "Jaram.slnx")) ? folder : Find(Path.GetDirectoryName(folder)!);
}
