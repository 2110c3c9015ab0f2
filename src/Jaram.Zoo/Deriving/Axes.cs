// What the rows and columns of each tensor count: channels of the stream, hidden units of a network, experts. One order
// of these moves all tensors that count them; a share of them cuts all.
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
    public sealed record Stream : Axis;

    /// <summary>Hidden units of one network.</summary>
    /// <param name="Network">Its name up to its matrices, as in <c>layers.0.channel.inner.</c></param>
    public sealed record Hidden(string Network) : Axis;

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
        ["embedding"] or ["head"] or ["norm", "gain"] or ["layers", _, "mixer" or "channel", "norm", "gain"] =>
            new(_fixed, _stream),
        ["layers", _, "mixer", "inner", "q" or "k" or "v" or "kv_down" or "q_down", "weight"] => new(_fixed, _stream),
        ["layers", _, "mixer", "inner", "out", "weight"] => new(_stream, _fixed),
        ["layers", var at, "channel", "inner", "router", "weight"] => new(ExpertsOf(at), _stream),
        ["layers", var at, "channel", "inner", "bias" or "load"] => new(_fixed, ExpertsOf(at)),
        [.., "up" or "gate", "weight"] => new(Hidden(name), _stream),
        [.., "down", "weight"] => new(_stream, Hidden(name)),
        _ => new(_fixed, _fixed),
    };

    /// <summary>The layer that a name tells; -1 outside layers.</summary>
    public static int LayerOf(string name) => name.Split('.') is ["layers", var at, ..]
        ? int.Parse(at, CultureInfo.InvariantCulture)
        : -1;

    /// <summary>The gains that a tensor's input has passed; none for one that reads no stream.</summary>
    public static string? GainsBefore(string name) => name.Split('.') switch
    {
        ["head"] => "norm.gain",
        ["layers", var at, "mixer", "inner", "q" or "k" or "v" or "kv_down" or "q_down", "weight"] =>
            $"layers.{at}.mixer.norm.gain",
        ["layers", var at, "channel", "inner", .., "up" or "gate" or "router", "weight"] =>
            $"layers.{at}.channel.norm.gain",
        _ => null,
    };

    /// <summary>Brings rows and columns that count something into an order; fewer than there are cut it.</summary>
    /// <param name="tensor">The tensor.</param>
    /// <param name="order">The order of what an axis counts; null to leave it.</param>
    public Matrix Reordered(Matrix tensor, Func<Axis, IReadOnlyList<int>?> order)
    {
        if (tensor.IsFlat && order(Rows) is { } rows) tensor = tensor.TakeRows(rows);
        return order(Columns) is { } columns ? tensor.TakeColumns(columns) : tensor;
    }

    private static Axis.Expert ExpertsOf(string layer) => new(int.Parse(layer, CultureInfo.InvariantCulture));

    private static Axis.Hidden Hidden(string name) =>
        new(name[..(name[..name.LastIndexOf('.')].LastIndexOf('.') + 1)]);
}
