using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Jaram.Ledger.Tests;

/// <summary>Published vectors: in the folder that JARAM_DATA names, or shared/data beside the checkout.</summary>
internal static class Data
{
    /// <summary>The folder of the whole repository.</summary>
    public static string Checkout { get; } = Path.GetFullPath(Path.Combine(Here(), "..", ".."));

    /// <summary>A folder or file of vectors; skips the test where there are none.</summary>
    public static string Vectors(params string[] parts)
    {
        var root = Environment.GetEnvironmentVariable("JARAM_DATA") is { Length: > 0 } named ? named
            : Path.Combine(Checkout, "..", "shared", "data");
        var path = Path.Combine([root, "vectors", .. parts]);
        Assert.SkipUnless(Path.Exists(path), "Needs the published vectors: name their folder in JARAM_DATA.");
        return path;
    }

    public static JsonDocument Read(string path) => JsonDocument.Parse(File.ReadAllBytes(path));

    private static string Here([CallerFilePath] string here = "") => Path.GetDirectoryName(here)!;
}
