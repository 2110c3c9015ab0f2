// What the rows and columns of each tensor count, in any design that Jaram raises: channels of the stream, hidden units
// of a network, experts. One order of these moves all tensors that count them; a share of them cuts all.
// Source: ours; names as in docs/glossary.md, parts of a model.

using System.Globalization;

namespace Jaram.Zoo.Deriving;

/// <summary>What an axis counts.</summary>
internal abstract record Axis
{
    private Axis() { }

    /// <summary>Something that no order of ours moves.</summary>
    public sealed record Fixed : Axis;

    /// <summary>Channels of the stream.</summary>
    /// <param name="IsRepeated">Whether they stand there more than once, all after all.</param>
    public sealed record Stream(bool IsRepeated = false) : Axis;

    /// <summary>Hidden units of one network.</summary>
    /// <param name="Network">Its name up to its matrices, as in <c>layers.0.channel.inner.</c></param>
    /// <param name="IsRepeated">Whether they may stand there twice: the gate's, then those of the way up.</param>
    public sealed record Hidden(string Network, bool IsRepeated = false) : Axis;

    /// <summary>Experts of a layer.</summary>
    public sealed record Expert(int Layer) : Axis;
}

/// <summary>Axes of tensors by their names.</summary>
/// <param name="Rows">What rows count.</param>
/// <param name="Columns">What columns count; of a vector its numbers.</param>
internal sealed record Axes(Axis Rows, Axis Columns)
{
    private static readonly Axis _fixed = new Axis.Fixed(), _stream = new Axis.Stream();

    /// <summary>Reads a name.</summary>
    public static Axes Of(string name) => name.Split('.') switch
    {
        ["embedding"] or ["head"] or ["embedding_norm" or "norm", "gain"] => new(_fixed, _stream),
        ["layers", var at, .. var part] => InLayer(name, part, ExpertsOf(at)),
        ["ahead", _, "layer", .. var part] => InLayer(name, part, _fixed),
        ["ahead", _, "stream_norm" or "token_norm", "gain"] => new(_fixed, _stream),
        ["ahead", _, "join", "weight"] => new(_stream, new Axis.Stream(IsRepeated: true)),
        _ => new(_fixed, _fixed),
    };

    /// <summary>The layer that a name tells; -1 outside layers.</summary>
    public static int LayerOf(string name) => name.Split('.') is ["layers", var at, ..]
        ? int.Parse(at, CultureInfo.InvariantCulture)
        : -1;

    /// <summary>The gains that a tensor's input has passed, if its norm has any: one for each time that the stream
    /// stands among its columns; none for a tensor that reads no stream.</summary>
    public static IReadOnlyList<string> GainsBefore(string name) => name.Split('.') switch
    {
        ["head"] => ["norm.gain"],
        ["layers", var at, .. var part] when ReaderOf(part) is { } site => [$"layers.{at}.{site}.norm.gain"],
        ["ahead", var at, "layer", .. var part] when ReaderOf(part) is { } site =>
            [$"ahead.{at}.layer.{site}.norm.gain"],
        ["ahead", var at, "join", "weight"] => [$"ahead.{at}.stream_norm.gain", $"ahead.{at}.token_norm.gain"],
        _ => [],
    };

    /// <summary>Brings rows and columns that count something into an order; fewer than there are cut it, but not where
    /// they are repeated.</summary>
    /// <param name="tensor">The tensor.</param>
    /// <param name="order">The order of what an axis counts; null to leave it.</param>
    public Matrix Reordered(Matrix tensor, Func<Axis, IReadOnlyList<int>?> order)
    {
        if (tensor.IsFlat && Places(Rows, tensor.Rows) is { } rows) tensor = tensor.TakeRows(rows);
        return Places(Columns, tensor.Columns) is { } columns ? tensor.TakeColumns(columns) : tensor;

        IReadOnlyList<int>? Places(Axis axis, int size) =>
            order(axis) is not { } once ? null
            : axis is not (Axis.Stream { IsRepeated: true } or Axis.Hidden { IsRepeated: true }) ? once
            : [.. Enumerable.Range(0, size).Select(at => at / once.Count * once.Count + once[at % once.Count])];
    }

    private static Axes InLayer(string name, string[] part, Axis experts) => part switch
    {
        ["mixer" or "channel", "norm" or "norm_after", "gain"] => new(_fixed, _stream),
        ["mixer" or "channel", "canon_before", "filter"] => new(_fixed, _stream),
        ["mixer", "inner", "q" or "k" or "v" or "gate" or "kv_down" or "q_down", "weight"] => new(_fixed, _stream),
        ["mixer", "inner", "out", "weight"] => new(_stream, _fixed),
        ["channel", "inner", "router", "weight"] => new(experts, _stream),
        ["channel", "inner", "bias" or "load"] => new(_fixed, experts),
        ["channel", "inner", "canon", "filter"] => new(_fixed, new Axis.Hidden(NetworkOf(name), IsRepeated: true)),
        ["channel", "inner", .., "up" or "gate", "weight"] => new(new Axis.Hidden(NetworkOf(name)), _stream),
        ["channel", "inner", .., "down", "weight"] => new(_stream, new Axis.Hidden(NetworkOf(name))),
        _ => new(_fixed, _fixed),
    };

    /// <summary>The half of a layer whose norm a tensor reads; none for another. A filter along the stream may stand
    /// between: it works on each channel alone, so that gains pass it.</summary>
    private static string? ReaderOf(string[] part) => part switch
    {
        ["mixer", "inner", "q" or "k" or "v" or "gate" or "kv_down" or "q_down", "weight"] => "mixer",
        ["channel", "inner", .., "up" or "gate" or "router", "weight"] => "channel",
        _ => null,
    };

    private static Axis.Expert ExpertsOf(string layer) => new(int.Parse(layer, CultureInfo.InvariantCulture));

    private static string NetworkOf(string name) => name[..(name[..name.LastIndexOf('.')].LastIndexOf('.') + 1)];
}
