namespace Jaram.Architecture.Tests;

/// <summary>Files of the checkout that the tests run in.</summary>
internal static class Repository
{
    private static readonly string _root = Find(AppContext.BaseDirectory);

    /// <summary>A full path, from one relative to the checkout.</summary>
    public static string At(string path) => Path.Combine(_root, path);

    private static string Find(string folder) =>
        File.Exists(Path.Combine(folder, "Jaram.slnx")) ? folder : Find(Path.GetDirectoryName(folder)!);
}
