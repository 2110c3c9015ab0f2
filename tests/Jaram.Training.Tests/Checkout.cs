namespace Jaram.Training.Tests;

/// <summary>The files of this repository that tests read.</summary>
internal static class Checkout
{
    private static readonly string _root = Root(AppContext.BaseDirectory);

    /// <summary>Names, without ending, of a folder's JSON files, in order.</summary>
    public static IEnumerable<string> Names(string folder) =>
        Directory.EnumerateFiles(Path.Combine(_root, folder), "*.json")
            .Select(path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal);

    public static byte[] Read(string folder, string name) =>
        File.ReadAllBytes(Path.Combine(_root, folder, $"{name}.json"));

    private static string Root(string folder) =>
        File.Exists(Path.Combine(folder, "Jaram.slnx")) ? folder : Root(Path.GetDirectoryName(folder)!);
}
