// Operators without learnt numbers that work on each channel.
// Source: ours; functions as PyTorch defines them.

namespace Jaram.Architecture.Graphs;

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
