// Two architectures field by field. What both say of every layer alike is one field, however many kinds of layer there
// are; what says nothing of the architecture (names, dates, sources) is left out.
// Source: ours.

using System.Text.Json.Nodes;
using Jaram.Architecture.Atlas;

namespace Jaram.Cli.Designing;

/// <summary>A field of two architectures.</summary>
/// <param name="Path">Where it stands, <c>*</c> for all kinds of layer.</param>
/// <param name="A">What the one says; empty if nothing.</param>
/// <param name="B">What the other says; empty if nothing.</param>
internal readonly record struct Field(string Path, string A, string B)
{
    /// <summary>Whether both say the same.</summary>
    public bool IsEqual => A == B;
}

/// <summary>Compares architectures.</summary>
internal static class Fields
{
    private const string Layers = "layers.";

    private static readonly HashSet<string> _about =
    [
        "name", "maker", "country", "released", "datedBy", "confidence", "source", "modelCard", "notes", "assumed",
        "published", "made", "codeParents",
    ];

    /// <summary>All fields that either has, in the order of the one, then of the other.</summary>
    public static IReadOnlyList<Field> Of(Blueprint a, Blueprint b)
    {
        var (one, other) = (Flat(a), Flat(b));
        var common = Common(one).Intersect(Common(other)).ToHashSet();
        (one, other) = (Fold(one, common), Fold(other, common));
        return [.. one.Keys.Union(other.Keys).Select(path =>
            new Field(path, one.GetValueOrDefault(path, ""), other.GetValueOrDefault(path, "")))];
    }

    private static OrderedDictionary<string, string> Flat(Blueprint model)
    {
        var flat = new OrderedDictionary<string, string>();
        var root = JsonNode.Parse(model.Write())!.AsObject();
        foreach (var (key, value) in root.Where(key => !_about.Contains(key.Key))) Add(flat, key, value);
        return flat;
    }

    private static void Add(OrderedDictionary<string, string> flat, string path, JsonNode? node)
    {
        if (node is JsonObject record)
            foreach (var (key, value) in record) Add(flat, $"{path}.{key}", value);
        else if (node is JsonArray list)
            foreach (var (at, value) in list.Index()) Add(flat, $"{path}[{at}]", value);
        else flat[path] = node?.ToString() ?? "";
    }

    /// <summary>Ends of paths that have one value in all kinds of layer that have them at all.</summary>
    private static IEnumerable<string> Common(OrderedDictionary<string, string> flat) =>
        flat.Where(field => Rest(field.Key) != "").GroupBy(field => Rest(field.Key))
            .Where(group => group.Select(field => field.Value).Distinct().Count() == 1).Select(group => group.Key);

    private static OrderedDictionary<string, string> Fold(
        OrderedDictionary<string, string> flat, HashSet<string> common)
    {
        var folded = new OrderedDictionary<string, string>();
        foreach (var (path, value) in flat)
            folded[common.Contains(Rest(path)) ? $"{Layers}*.{Rest(path)}" : path] = value;
        return folded;
    }

    /// <summary>What follows a layer's name in a path; empty for what is no layer's.</summary>
    private static string Rest(string path) =>
        path.StartsWith(Layers, StringComparison.Ordinal) && path.IndexOf('.', Layers.Length) is > 0 and var dot
            ? path[(dot + 1)..]
            : "";
}
