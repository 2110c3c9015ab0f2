using CsCheck;
using Jaram.Training.Operators;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Jaram.Training.Tests.Operators;

/// <summary>The fused family computes what the plain one spells out, there and back.</summary>
public sealed class FusedOperatorsTests
{
    private const double Apart = 2e-5;
    private static readonly PlainOperators _plain = new();
    private static readonly FusedOperators _fused = new();

    private static readonly Gen<Shape> _shapes = Gen.Select(
        Gen.Select(Gen.Long[1, 2], Gen.Long[1, 3], Gen.Long[1, 3]), Gen.Select(Gen.Long[1, 9], Gen.Long[0, 9]),
        Gen.Select(Gen.Long[1, 9], Gen.Long[1, 9]), Gen.Select(Gen.Long[0, 9], Gen.OneOfConst(0.0, 1.5)),
        (heads, tokens, dims, sight) => new Shape(heads.Item1, heads.Item2 * heads.Item3, heads.Item3, tokens.Item1,
            tokens.Item1 + tokens.Item2, dims.Item1, dims.Item2, sight.Item1, sight.Item2));

    /// <summary>Each as training or decoding meets it.</summary>
    public static TheoryData<string, Shape> Shapes => new()
    {
        { "triangle", new(2, 4, 4, 40, 40, 8, 8) },
        { "one query", new(2, 4, 4, 1, 40, 8, 8) },
        { "some queries after others", new(2, 4, 4, 5, 40, 8, 8) },
        { "window", new(2, 4, 4, 40, 40, 8, 8, Window: 7) },
        { "one query, window", new(2, 4, 4, 1, 40, 8, 8, Window: 7) },
        { "grouped heads", new(2, 6, 2, 40, 40, 8, 8) },
        { "grouped heads, one query", new(2, 6, 2, 1, 40, 8, 8) },
        { "values narrower than queries", new(2, 4, 4, 40, 40, 12, 5) },
        { "values wider than queries", new(2, 4, 4, 40, 40, 5, 12) },
        { "absorbed", new(2, 4, 1, 3, 40, 10, 6) },
        { "absorbed, one query", new(2, 4, 1, 1, 40, 10, 6) },
        { "softcap", new(2, 4, 2, 40, 40, 8, 8, Window: 7, Softcap: 1.5) },
    };

    [Fact]
    public void This_libtorch_serves_the_fused_family()
    {
        var (operators, reason) = FusedOperators.Choose(CPU);
        Assert.Null(reason);
        Assert.IsType<FusedOperators>(operators);
    }

    [Theory, MemberData(nameof(Shapes))]
    public void Attention_is_the_same_where_models_use_it(string use, Shape shape) => Agree(shape, use);

    [Fact]
    public void Attention_is_the_same_for_any_shape() =>
        _shapes.Sample(shape => Agree(shape, $"{shape}"), iter: 200, threads: 1);

    [Theory, InlineData(true), InlineData(false)]
    public void Root_mean_square_norms_are_the_same(bool hasGain)
    {
        using var scope = NewDisposeScope();
        var (x, gain) = (Random("x", 2, 5, 12), hasGain ? Random("gain", 12) : null);
        var inputs = gain is null ? new[] { x } : [x, gain];
        Agree(operators => operators.RmsNorm(x, gain, epsilon: 1e-2), inputs, "rms_norm");
    }

    [Fact]
    public void Twenty_steps_of_AdamW_are_the_same()
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        var (plain, fused) = (Zoo(), Zoo());
        for (var step = 1; step <= 20; step++)
        {
            var rates = new AdamRates(0.1 / step, Decay: 0.2, Beta1: 0.8, Beta2: 0.95);
            foreach (var m in plain.Concat(fused))
                m.Gradient.copy_(TinyModel.Uniform((ulong)step, "gradient", m.Weight.shape));
            _plain.AdamW(plain, step, rates);
            _fused.AdamW(fused, step, rates);
        }
        foreach (var (expected, actual) in plain.Zip(fused))
        {
            Close.Relatively(expected.Weight, actual.Weight, 1e-5, "weight");
            Close.Relatively(expected.First, actual.First, 1e-5, "first moment");
            Close.Relatively(expected.Second, actual.Second, 1e-5, "second moment");
        }
    }

    private static List<Moments> Zoo() => [.. new long[][] { [7], [3, 5], [40, 40] }.Select(shape =>
        new Moments(TinyModel.Uniform(9, "weight", shape), zeros(shape), zeros(shape), zeros(shape)))];

    private static void Agree(Shape s, string what)
    {
        using var scope = NewDisposeScope();
        var (q, k) = (Random("q", s.B, s.H, s.T, s.D), Random("k", s.B, s.K, s.S, s.D));
        var v = Random("v", s.B, s.K, s.S, s.E);
        var sight = new Sight(s.T, s.S, s.Window);
        Agree(operators => operators.Attention(q, k, v, sight, scale: 0.7, s.Softcap), [q, k, v], what);
    }

    /// <summary>Same values, and same gradients of a sum with fixed coefficients.</summary>
    private static void Agree(Func<IOperators, Tensor> compute, Tensor[] inputs, string what)
    {
        var results = new IOperators[] { _plain, _fused }.Select(operators =>
        {
            var y = compute(operators);
            (y * TinyModel.Uniform(3, "coefficients", y.shape)).sum().backward();
            var slopes = inputs.Select(input => input.grad!.clone()).ToArray();
            foreach (var input in inputs) input.grad!.zero_();
            return (Value: y, Slopes: slopes);
        }).ToArray();
        Close.Absolutely(results[0].Value, results[1].Value, Apart, $"{what}: value");
        for (var i = 0; i < inputs.Length; i++)
            Close.Absolutely(results[0].Slopes[i], results[1].Slopes[i], Apart, $"{what}: gradient {i}");
    }

    private static Parameter Random(string name, params long[] shape) => new(TinyModel.Uniform(5, name, shape) * 2);

    /// <summary>B texts, H query and K key heads, T queries, S keys, D query and E value channels.</summary>
    public sealed record Shape(
        long B, long H, long K, long T, long S, long D, long E, long Window = 0, double Softcap = 0);
}
