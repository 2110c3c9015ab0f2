using CsCheck;
using Jaram.Architecture.Blocks;
using Jaram.Training.Blocks;
using static TorchSharp.torch;

namespace Jaram.Training.Tests.Blocks;

public sealed class RotaryTests
{
    private static readonly Gen<RotaryDesign> _designs = Gen.Select(
        Gen.Int[1, 4], Gen.Double[2, 1e6], Gen.Enum<RotaryLayout>(),
        (pairs, theta, layout) => new RotaryDesign { Dim = 2 * pairs, Theta = theta, Layout = layout });

    [Fact]
    public void Scores_depend_on_the_distance_alone() =>
        Gen.Select(_designs, Gen.Long[0, 60], Gen.Long[0, 60], Gen.Long[0, 300]).Sample((c, i, j, further) =>
        {
            using var scope = NewDisposeScope();
            var rotary = new Rotary(c);
            var (q, k) = (TinyModel.Uniform(1, "q", 1, 10), TinyModel.Uniform(1, "k", 1, 10));
            var here = (rotary.Apply(q, i) * rotary.Apply(k, j)).sum();
            var there = (rotary.Apply(q, i + further) * rotary.Apply(k, j + further)).sum();
            Close.Absolutely(here, there, 1e-4, $"{c}");
        }, iter: 100, threads: 1);

    [Fact]
    public void The_first_token_stays_as_it_is() => _designs.Sample(c =>
    {
        using var scope = NewDisposeScope();
        var x = TinyModel.Uniform(1, "x", 2, 1, 8);
        Close.Bitwise(x, new Rotary(c).Apply(x, start: 0), $"{c}");
    }, iter: 30, threads: 1);

    [Fact]
    public void Tables_that_grew_on_the_way_hold_the_same_numbers()
    {
        using var scope = NewDisposeScope();
        var c = new RotaryDesign { Dim = 4, Theta = 100 };
        var (x, whole, grown) = (TinyModel.Uniform(1, "x", 200, 6), new Rotary(c), new Rotary(c));
        var expected = whole.Apply(x, start: 0);
        for (var t = 0; t < 200; t += 10)
            Close.Bitwise(expected.narrow(0, t, 10), grown.Apply(x.narrow(0, t, 10), t), $"tokens from {t}");
    }
}
