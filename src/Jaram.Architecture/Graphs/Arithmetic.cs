// Operators without learnt numbers that work on each channel.
// Source: ours; functions as PyTorch defines them.

namespace Jaram.Architecture.Graphs;

/// <summary>The sum of all inputs.</summary>
internal sealed record Sum : Operator
{
    /// <inheritdoc/>
    public override string Word => "sum";

    /// <inheritdoc/>
    public override bool IsCommutative => true;

    /// <inheritdoc/>
    public override int WidthOf(ReadOnlySpan<int> inputs) => !inputs.IsEmpty && !inputs.ContainsAnyExcept(inputs[0])
        ? inputs[0]
        : throw Unfit(inputs, "inputs of one width");

    /// <inheritdoc/>
    public override Signal Of(ReadOnlySpan<Signal> inputs)
    {
        var sum = Signal.Zero(inputs[0].Rows, inputs[0].Width);
        foreach (var input in inputs)
            for (var i = 0; i < sum.Data.Length; i++) sum.Data[i] += input.Data[i];
        return sum;
    }
}

/// <summary>The product of two inputs; of the narrower one, each number goes with a run of the wider one's.</summary>
internal sealed record Product : Operator
{
    /// <inheritdoc/>
    public override string Word => "product";

    /// <inheritdoc/>
    public override bool IsCommutative => true;

    /// <inheritdoc/>
    public override int WidthOf(ReadOnlySpan<int> inputs) =>
        inputs.Length == 2 && Math.Max(inputs[0], inputs[1]) % Math.Min(inputs[0], inputs[1]) == 0
            ? Math.Max(inputs[0], inputs[1])
            : throw Unfit(inputs, "two inputs, one as wide as the other or a whole part of it");

    /// <inheritdoc/>
    public override Signal Of(ReadOnlySpan<Signal> inputs)
    {
        var (wide, narrow) = inputs[0].Width >= inputs[1].Width ? (inputs[0], inputs[1]) : (inputs[1], inputs[0]);
        var run = wide.Width / narrow.Width;
        var y = Signal.Zero(wide.Rows, wide.Width);
        for (var i = 0; i < y.Data.Length; i++) y.Data[i] = wide.Data[i] * narrow.Data[i / run];
        return y;
    }
}

/// <summary>y = c·x, c fixed.</summary>
/// <param name="By">c</param>
internal sealed record Scale(double By) : Operator
{
    /// <inheritdoc/>
    public override string Word => "scale";

    /// <inheritdoc/>
    public override int WidthOf(ReadOnlySpan<int> inputs) => Only(inputs);

    /// <inheritdoc/>
    public override Signal Of(ReadOnlySpan<Signal> inputs) => inputs[0].Map(inputs[0].Width, (x, y) =>
    {
        for (var i = 0; i < y.Length; i++) y[i] = By * x[i];
    });
}

/// <summary>All zero, for every token of its input.</summary>
/// <param name="Width">Numbers of a token.</param>
internal sealed record Nothing(int Width) : Operator
{
    /// <inheritdoc/>
    public override string Word => "nothing";

    /// <inheritdoc/>
    public override int WidthOf(ReadOnlySpan<int> inputs) => Only(inputs) > 0 ? Width : 0;

    /// <inheritdoc/>
    public override Signal Of(ReadOnlySpan<Signal> inputs) => Signal.Zero(inputs[0].Rows, Width);
}

/// <summary>A function of each number, or of a token's numbers together.</summary>
/// <param name="Function">As in <c>silu</c>.</param>
internal sealed record Apply(string Function) : Operator
{
    private static readonly Dictionary<string, Func<double, double>> _functions = new()
    {
        ["sigmoid"] = Sigmoid, ["silu"] = x => x * Sigmoid(x), ["relu"] = x => Math.Max(x, 0),
        ["relu2"] = x => Math.Max(x, 0) * Math.Max(x, 0), ["tanh"] = Math.Tanh, ["exp"] = Math.Exp,
        ["gelu"] = x => 0.5 * x * (1 + Math.Tanh(Math.Sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x))),
        ["softplus"] = Softplus, ["sqrt of softplus"] = x => Math.Sqrt(Softplus(x)),
        ["swish of 1.702, clamped"] = x => Math.Min(x, 7) * Sigmoid(1.702 * Math.Min(x, 7)),
        ["clamp"] = x => Math.Clamp(x, -7, 7),
        ["xielu"] = x => x > 0 ? 0.8 * x * x + 0.5 * x : 0.8 * (Math.Exp(Math.Min(x, -1e-6)) - 1 - x) + 0.5 * x,
        ["situ"] = x => 4 * Math.Tanh(x / 4) * Sigmoid(x),
        ["polynorm"] = x => 0.5 * x + 0.3 * x * x + 0.2 * x * x * x,
        ["minus exp"] = x => -Math.Exp(x),
    };

    /// <inheritdoc/>
    public override string Word => Function;

    /// <summary>Functions that there are.</summary>
    public static IEnumerable<string> Functions => _functions.Keys.Append("softmax").Order(StringComparer.Ordinal);

    /// <inheritdoc/>
    public override int WidthOf(ReadOnlySpan<int> inputs) => Only(inputs);

    /// <inheritdoc/>
    public override Signal Of(ReadOnlySpan<Signal> inputs) => inputs[0].Map(inputs[0].Width, (x, y) =>
    {
        if (Function == "softmax") Softmax(x, y);
        else
            for (var i = 0; i < y.Length; i++) y[i] = _functions[Function](x[i]);
    });

    /// <summary>e^x / Σ e^x</summary>
    public static void Softmax(ReadOnlySpan<double> x, Span<double> y)
    {
        var (most, sum) = (double.NegativeInfinity, 0.0);
        foreach (var number in x) most = Math.Max(most, number);
        for (var i = 0; i < y.Length; i++) sum += y[i] = Math.Exp(x[i] - most);
        for (var i = 0; i < y.Length; i++) y[i] /= sum;
    }

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));

    private static double Softplus(double x) => Math.Log(1 + Math.Exp(x));
}

/// <summary>How a token's numbers are normalised.</summary>
internal enum NormBy
{
    /// <summary>By the root of their mean square.</summary>
    Rms,

    /// <summary>By mean and deviation.</summary>
    Layer,

    /// <summary>By their length.</summary>
    Length,
}

/// <summary>Normalises, without any gain.</summary>
/// <param name="Kind">How.</param>
/// <param name="Groups">Parts that are normalised each by itself, heads mostly.</param>
internal sealed record Normalise(NormBy Kind, int Groups) : Operator
{
    private const double Epsilon = 1e-12;

    /// <inheritdoc/>
    public override string Word => (Kind, Groups) switch
    {
        (NormBy.Rms, 1) => "rms norm",
        (NormBy.Rms, _) => "rms norm of each head",
        (NormBy.Layer, 1) => "layer norm",
        (NormBy.Layer, _) => "layer norm of each head",
        _ => "length norm of each head",
    };

    /// <inheritdoc/>
    public override int WidthOf(ReadOnlySpan<int> inputs) =>
        Only(inputs) % Groups == 0 ? inputs[0] : throw Unfit(inputs, $"a multiple of {Groups} numbers");

    /// <inheritdoc/>
    public override Signal Of(ReadOnlySpan<Signal> inputs) => inputs[0].Map(inputs[0].Width, (x, y) =>
    {
        var size = x.Length / Groups;
        for (var from = 0; from < x.Length; from += size)
        {
            var (mean, square) = (0.0, 0.0);
            if (Kind == NormBy.Layer) foreach (var number in x.Slice(from, size)) mean += number / size;
            foreach (var number in x.Slice(from, size)) square += (number - mean) * (number - mean);
            var by = 1 / Math.Sqrt((Kind == NormBy.Length ? square : square / size) + Epsilon);
            for (var i = from; i < from + size; i++) y[i] = (x[i] - mean) * by;
        }
    });
}
