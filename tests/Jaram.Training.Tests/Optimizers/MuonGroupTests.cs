using Jaram.Training.Optimizers;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Jaram.Training.Tests.Optimizers;

public sealed class MuonGroupTests
{
    private static readonly Moment _start = new(Step: 1, Rate: 1, Momentum: 0.9);

    [Theory, InlineData(24, 24), InlineData(24, 40), InlineData(40, 24)]
    public void Every_direction_comes_out_at_full_length(long rows, long columns)
    {
        using var scope = NewDisposeScope();
        var size = long.Min(rows, columns);
        // relative to the whole's length, as Orthogonal sees them: sizes from 0.001 to 0.2, and the rest in the last
        var values = pow(10, linspace(-3, -0.7, size, dtype: float64));
        values[size - 1] = (1 - values.narrow(0, 0, size - 1).square().sum()).sqrt();
        var x = Frame("left", rows, size).mul(values).matmul(Frame("right", columns, size).t());
        var singular = linalg.svdvals(MuonGroup.Orthogonal(x.to(float32).unsqueeze(0)).to(float64)[0]);
        Assert.InRange(singular.min().item<double>(), 0.85, 1.15);
        Assert.InRange(singular.max().item<double>(), 0.85, 1.15);
    }

    [Fact]
    public void Every_size_of_a_direction_from_a_thousandth_up_ends_near_one()
    {
        using var scope = NewDisposeScope();
        var sizes = pow(10, linspace(-3, 0, 3000, dtype: float64));
        var rest = (1 - sizes.square()).clamp(min: 0).sqrt();
        var x = diag_embed(stack([sizes, rest], dim: 1)).to(float32);                   // (3000, 2, 2), length 1 each
        var y = MuonGroup.Orthogonal(x)[.., 0, 0];
        Assert.InRange(y.min().item<float>(), 0.85f, 1.15f);
        Assert.InRange(y.max().item<float>(), 0.85f, 1.15f);
    }

    [Fact]
    public void Directions_themselves_stay()
    {
        using var scope = NewDisposeScope();
        var (left, right) = (Frame("left", 12, 8), Frame("right", 20, 8));
        var x = left.mul(linspace(0.5, 1, 8, dtype: float64)).matmul(right.t()).to(float32);
        var polar = left.matmul(right.t()).to(float32);
        var y = MuonGroup.Orthogonal(x.unsqueeze(0))[0];
        Close.Absolutely(polar, y, 0.15, "polar factor");
    }

    [Fact]
    public void The_length_of_a_gradient_changes_nothing()
    {
        using var scope = NewDisposeScope();
        Close.Absolutely(Stepped(8, 12, decay: 0, scale: 1), Stepped(8, 12, decay: 0, scale: 1e3), 1e-5, "weight");
    }

    [Theory, InlineData(8, 12), InlineData(12, 8)]
    public void A_step_is_as_long_as_its_rate_says(long rows, long columns)
    {
        using var scope = NewDisposeScope();
        var moved = Stepped(rows, columns, decay: 0, scale: 1) - Start(rows, columns);
        var length = 0.1 * Math.Sqrt(Math.Max(1, (double)rows / columns)) * Math.Sqrt(long.Min(rows, columns));
        Assert.Equal(length, moved.norm().item<float>(), 1e-4);
    }

    [Fact]
    public void A_step_descends()
    {
        using var scope = NewDisposeScope();
        var moved = Stepped(8, 12, decay: 0, scale: 1) - Start(8, 12);
        Assert.True((moved * TinyModel.Uniform(2, "gradient", 8, 12)).sum().item<float>() < 0);
    }

    [Fact]
    public void Weights_decay_only_where_the_step_shrinks_them_anyway()
    {
        using var scope = NewDisposeScope();
        var start = Start(8, 12);
        var (free, decayed) = (Stepped(8, 12, decay: 0, scale: 1), Stepped(8, 12, decay: 0.5, scale: 1));
        var direction = (start - free) / 0.1;
        var shrinks = (direction * start).ge(0);
        Close.Absolutely(free - start * shrinks * (0.1 * 0.5), decayed, 1e-6, "weight");
        Assert.InRange(shrinks.to(float32).mean().item<float>(), 0.1f, 0.9f);
    }

    [Fact]
    public void Matrices_that_go_together_move_as_they_would_alone()
    {
        using var scope = NewDisposeScope();
        var weights = new[] { Weight("a", 6, 9, scale: 1), Weight("b", 6, 9, scale: 1) };
        var alone = new[] { Weight("a", 6, 9, scale: 1), Weight("b", 6, 9, scale: 1) };
        using var together = new MuonGroup(weights, rate: 0.1, decay: 0.1, float32);
        var each = alone.Select(weight => new MuonGroup([weight], rate: 0.1, decay: 0.1, float32)).ToArray();
        for (var step = 1; step <= 3; step++)
        {
            together.Step(_start with { Step = step });
            foreach (var group in each) group.Step(_start with { Step = step });
        }
        foreach (var (expected, actual) in alone.Zip(weights))
            Close.Absolutely(expected.Weight, actual.Weight, 1e-5, actual.Name);
        foreach (var group in each) group.Dispose();
    }

    private static Tensor Stepped(long rows, long columns, double decay, double scale)
    {
        var weight = Weight("w", rows, columns, scale);
        using var group = new MuonGroup([weight], rate: 0.1, decay, float32);
        group.Step(_start);
        return weight.Weight.detach();
    }

    private static NamedWeight Weight(string name, long rows, long columns, double scale)
    {
        var weight = new Parameter(TinyModel.Uniform(1, name, rows, columns));
        weight.grad = TinyModel.Uniform(2, name == "w" ? "gradient" : $"gradient of {name}", rows, columns) * scale;
        return new(name, weight);
    }

    private static Tensor Start(long rows, long columns) => TinyModel.Uniform(1, "w", rows, columns);

    /// <summary>Orthonormal columns, (rows, columns) float64.</summary>
    private static Tensor Frame(string name, long rows, long columns) =>
        linalg.qr(TinyModel.Uniform(4, name, rows, columns).to(float64)).Q;
}
