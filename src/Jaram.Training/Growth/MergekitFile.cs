// Plans of layers as mergekit writes them: slices of one model, merge_method passthrough. What stands there and has no
// meaning here is refused by name, never dropped: scales of single tensors, a second model, another method.
// Source: mergekit, README.md and docs/merge_methods.md (the format's facts; its code is not used); YAML 1.2.

using System.Globalization;
using System.Text;
using Jaram.Training.Raising;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Jaram.Training.Growth;

/// <summary>Reads and writes such files.</summary>
public static class MergekitFile
{
    /// <summary>Number types that a file may name; weights of Jaram's versions are float32 whatever it says.</summary>
    private static readonly string[] _types = ["float32", "bfloat16", "float16"];

    /// <summary>Reads a plan.</summary>
    /// <param name="text">YAML.</param>
    /// <param name="file">Name that errors bear.</param>
    /// <exception cref="RaisingException">It is no YAML, or says what no growth of one parent does.</exception>
    public static Passthrough Read(string text, string file)
    {
        try
        {
            var stream = new YamlStream();
            stream.Load(new StringReader(text));
            if (stream.Documents is not [{ RootNode: YamlMappingNode root }])
                throw Wrong(file, 1, $"{stream.Documents.Count} documents, there must be 1, a mapping");
            return Plan(root, file);
        }
        catch (YamlException wrong)
        {
            throw Wrong(file, wrong.Start.Line, wrong.Message.ReplaceLineEndings(" "));
        }
    }

    /// <summary>Writes the plan of a growth by layers.</summary>
    /// <param name="plan">The growth.</param>
    /// <param name="layers">Layers of the parent.</param>
    /// <param name="model">The parent's name.</param>
    public static string Write(Restacking plan, int layers, string model)
    {
        var text = new StringBuilder("slices:\n");
        foreach (var (from, to) in Passthrough.Of(plan.Order(layers)).Slices)
            text.Append(CultureInfo.InvariantCulture, $"  - sources:\n      - model: {Quoted(model)}\n")
                .Append(CultureInfo.InvariantCulture, $"        layer_range: [{from}, {to}]\n");
        return text.Append("merge_method: passthrough\ndtype: float32\n").ToString();
    }

    private static Passthrough Plan(YamlMappingNode root, string file)
    {
        Refuse(root, file, "slices", "merge_method", "dtype");
        var method = Text(Child(root, "merge_method", file), file);
        if (method != "passthrough")
            throw Wrong(file, root.Start.Line, $"merge_method is {Said(method)}, a growth's is passthrough");
        if (root.Children.TryGetValue("dtype", out var type) && Text(type, file) is var word && !_types.Contains(word))
            throw Wrong(file, type.Start.Line, $"dtype is {Said(word)}, it must be one of {string.Join(", ", _types)}");
        List<(int, int)> slices = [];
        var models = new HashSet<string>();
        foreach (var slice in Items(Child(root, "slices", file), file))
        {
            var (model, range) = Source(Mapping(slice, file), file);
            if (models.Add(model) && models.Count > 1)
                throw Wrong(file, slice.Start.Line,
                    $"{models.Count} models, {string.Join(" and ", models.Select(Said))}: a child has 1 parent");
            slices.Add(range);
        }
        return slices.Count > 0
            ? new([.. slices])
            : throw Wrong(file, root.Start.Line, "0 slices, there must be 1 or more");
    }

    private static (string Model, (int, int) Range) Source(YamlMappingNode slice, string file)
    {
        Refuse(slice, file, "sources");
        var sources = Items(Child(slice, "sources", file), file);
        if (sources is not [var only])
            throw Wrong(file, slice.Start.Line, $"{sources.Count} sources of a slice, a passthrough has 1");
        var source = Mapping(only, file);
        Refuse(source, file, "model", "layer_range");
        var range = Items(Child(source, "layer_range", file), file);
        return range is [var from, var to]
            ? (Text(Child(source, "model", file), file), (Whole(from, file), Whole(to, file)))
            : throw Wrong(file, source.Start.Line, $"layer_range has {range.Count} numbers, it must have 2");
    }

    private static void Refuse(YamlMappingNode node, string file, params string[] known)
    {
        foreach (var (key, _) in node.Children)
            if (!known.Contains(Text(key, file)))
                throw Wrong(file, key.Start.Line, $"key {Said(Text(key, file))} means nothing to a growth, which knows "
                    + string.Join(", ", known));
    }

    private static YamlNode Child(YamlMappingNode node, string key, string file) =>
        node.Children.TryGetValue(key, out var child) ? child : throw Wrong(file, node.Start.Line, $"{key} is missing");

    private static YamlMappingNode Mapping(YamlNode node, string file) => node as YamlMappingNode
        ?? throw Wrong(file, node.Start.Line, $"a {node.NodeType} stands where a mapping must");

    private static IList<YamlNode> Items(YamlNode node, string file) => node is YamlSequenceNode sequence
        ? sequence.Children
        : throw Wrong(file, node.Start.Line, $"a {node.NodeType} stands where a sequence must");

    private static string Text(YamlNode node, string file) => node is YamlScalarNode { Value: { } text }
        ? text
        : throw Wrong(file, node.Start.Line, $"a {node.NodeType} stands where a word must");

    private static int Whole(YamlNode node, string file) =>
        int.TryParse(Text(node, file), NumberStyles.None, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw Wrong(file, node.Start.Line, $"{Said(Text(node, file))} stands where a whole number must");

    private static string Quoted(string name) => $"\"{name.Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    private static string Said(string word) => Jaram.Checkpoints.Quoted.Of(word);

    private static RaisingException Wrong(string file, long line, string what) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{file}, line {line}: {what}; correct the file"));
}
