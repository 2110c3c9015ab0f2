using Jaram.Architecture.Atlas;

namespace Jaram.Architecture.Tests.Atlas;

/// <summary>The entries of atlas/ and the tables beside these tests.</summary>
internal static class Shelf
{
    public static TheoryData<string> Files { get; } =
        [.. Directory.GetFiles(Repository.At("atlas"), "*.json").Order(StringComparer.Ordinal)];

    public static IReadOnlyList<Blueprint> All { get; } = [.. Files.Select(file => Read(file.Data))];

    public static Blueprint Read(string file) => Blueprint.Read(File.ReadAllBytes(file), Path.GetFileName(file));

    public static Blueprint Of(string name) => All.Single(entry => entry.Name == name);

    /// <summary>Rows of a table, cells apart by tabs, lines with # left out.</summary>
    public static IEnumerable<string[]> Rows(string file) =>
        File.ReadLines(Repository.At($"tests/Jaram.Architecture.Tests/Atlas/{file}"))
            .Where(line => line != "" && line[0] != '#').Select(line => line.Split('\t'));
}
