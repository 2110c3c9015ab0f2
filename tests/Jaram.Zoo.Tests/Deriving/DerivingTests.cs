using Jaram.Zoo.Deriving;
using Jaram.Zoo.Planning;

namespace Jaram.Zoo.Tests.Deriving;

public sealed class DerivingTests
{
    [Fact]
    public void A_change_of_low_rank_is_found_whole_and_of_a_full_one_the_best_part()
    {
        var wide = new Matrix([40, 24], [.. Orthogonal.Random(1, 40 * 24, "wide")[0].Select(x => (float)x)]);
        var (u, v) = (Orthogonal.Random(3, 40, "u"), Orthogonal.Random(3, 24, "v"));
        var low = wide.Map((i, k, _) => u.Zip(v, (x, y) => x[i] * y[k]).Sum());
        Assert.True(Left(low, 3) < 1e-6, "all of a matrix of rank 3");
        Assert.True(Left(low, 2) > 0.01, "not by two");
        Assert.InRange(Left(wide, 8), 0.2, 0.8);

        static double Left(Matrix matrix, int rank)
        {
            var part = LowRank.Cut(matrix, rank, "test");
            return matrix.Map((i, k, w) => w - part[i][k]).Size / matrix.Size;
        }
    }

    [Fact]
    public void A_merge_on_the_line_is_the_weighted_sum_and_on_the_circle_keeps_the_length()
    {
        Body one = Some.Body("gqa", 1), other = Some.Body("gqa", 2);
        var line = Merging.Of([one, other], new(["a", "b"], [0.6, 0.4], MergeWay.Line))["head"];
        Assert.Equal(0.6f * one["head"].Numbers[7] + 0.4f * other["head"].Numbers[7], line.Numbers[7], 6);
        var circle = Merging.Of([one, other], new(["a", "b"], [0.6, 0.4], MergeWay.Circle))["head"];
        Assert.Equal(one["head"].Size, circle.Size, 0.01);
        Assert.True(line.Size < 0.8 * one["head"].Size, "strangers' sum is shorter");
    }

    [Theory]
    [InlineData("gqa")]
    [InlineData("mla")]
    [InlineData("moe")]
    public void A_pruned_body_is_a_whole_model_of_the_strongest_channels_in_their_order(string design)
    {
        int[] weak = [1, 4, 9, 16, 17, 20, 25, 31];
        var body = Some.Body(design).With((name, tensor) => (Axes.Of(name), tensor.IsFlat) switch
        {
            ({ Columns: Axis.Stream }, true) => tensor.Map((_, k, w) => weak.Contains(k) ? 0.01 * w : w),
            ({ Rows: Axis.Stream }, true) => tensor.Map((i, _, w) => weak.Contains(i) ? 0.01 * w : w),
            _ => tensor,
        });
        var pruned = Pruning.Of(body, new("p", 0.75, 0.75, "a", 0));
        Assert.Equal(24, pruned.Design.Width);
        Assert.True(Some.Answers(pruned).All(float.IsFinite));
        var gains = body["norm.gain"].Numbers.ToList();
        Assert.Equal(Enumerable.Range(0, 32).Except(weak),
            pruned["norm.gain"].Numbers.Select(gain => gains.IndexOf(gain)));
    }

    [Theory]
    [InlineData(8, 0.001, 0.01)]
    [InlineData(4, 0.05, 0.12)]
    public void Fewer_bits_cost_as_much_as_the_format_is_known_for(int bits, double least, double most)
    {
        Matrix was = Some.Body("gqa")["head"], now = Quantising.Of(Some.Body("gqa"), bits)["head"];
        var off = was.Map((i, k, w) => w - now.Numbers[i * was.Columns + k]).Size / was.Size;
        Assert.InRange(off, least, most);
    }

    [Fact]
    public void Drawing_one_half_anew_leaves_the_other()
    {
        var body = Some.Body("moe");
        var drawn = Redrawing.Half(body, LayerHalf.Network, 5);
        foreach (var (name, tensor) in body.Tensors)
            Assert.Equal(!name.Contains("channel.inner", StringComparison.Ordinal),
                tensor.Numbers.AsSpan().SequenceEqual(drawn[name].Numbers));
    }

    [Fact]
    public void A_transplant_is_the_donors_layer_in_the_parents_body()
    {
        Body body = Some.Body("mha", 1), donor = Some.Body("mha", 2), both = Redrawing.Transplanted(body, donor, [1]);
        foreach (var (name, tensor) in both.Tensors)
            Assert.Same((Axes.LayerOf(name) == 1 ? donor : body)[name], tensor);
    }
}
