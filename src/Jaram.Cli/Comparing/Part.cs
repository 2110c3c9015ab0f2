// Where in a model a tensor stands: which layer, and which part of it. Names are those of docs/glossary.md.
// Source: ours.

using System.Globalization;

namespace Jaram.Cli.Comparing;

/// <summary>A place of the heat map.</summary>
/// <param name="Layer">"0", "1", …; "ahead 0", … for what predicts further ahead; "" for what is no layer's.</param>
/// <param name="Module">What part: "q", "kv_up", "norms", "experts", …</param>
internal readonly record struct Part(string Layer, string Module)
{
    private static readonly string[] _silent = ["weight", "gain", "inner", "matrix"];

    /// <summary>Modules in the order in which a token passes them; others come after.</summary>
    private static readonly string[] _order =
    [
        "embedding", "norms", "input_mix", "canon", "q_down", "q", "q_up", "kv_down", "k", "kv_up", "v", "value_mix",
        "attn gate", "out", "router", "experts", "shared", "gate", "up", "down", "join", "head",
    ];

    /// <summary>Places modules from left to right.</summary>
    public static int Order(string module) => Array.IndexOf(_order, module) is var at and >= 0 ? at : _order.Length;

    /// <summary>The place of a tensor.</summary>
    /// <param name="name">As in a checkpoint.</param>
    public static Part Of(string name)
    {
        var words = name.Split('.');
        if (words is ["layers" or "ahead", var number, ..] && int.TryParse(number, NumberStyles.None,
            CultureInfo.InvariantCulture, out var layer) && words.Length > 2)
            return new(words[0] == "layers" ? Text(layer) : $"ahead {Text(layer)}", ModuleOf(words[2..]));
        return new("", ModuleOf(words));
    }

    private static string ModuleOf(string[] words)
    {
        var speaking = words.Where(word => !_silent.Contains(word)).ToArray();
        if (speaking is not [.., var last]) return words[^1];
        if (last.EndsWith("norm", StringComparison.Ordinal) || last.StartsWith("norm", StringComparison.Ordinal))
            return "norms";
        if (speaking.FirstOrDefault(word => word is "experts" or "shared") is { } group) return group;
        if (speaking.Any(word => word.StartsWith("canon", StringComparison.Ordinal))) return "canon";
        return speaking is ["mixer", .., "gate"] ? "attn gate" : last;
    }

    private static string Text(int layer) => layer.ToString(CultureInfo.InvariantCulture);
}
