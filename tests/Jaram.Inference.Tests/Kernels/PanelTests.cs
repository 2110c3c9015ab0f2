using CsCheck;
using Jaram.Inference.Weights;

namespace Jaram.Inference.Kernels.Tests;

/// <summary>Every format: one token, four tokens and the plain form give the same bits.</summary>
public sealed unsafe class PanelTests
{
    public static TheoryData<WeightFormat> Formats => [.. Enum.GetValues<WeightFormat>()];

    private static readonly Gen<(int Columns, int Seed, float Size)> _cases =
        Gen.Select(Gen.Int[1, 300], Gen.Int[0, 1 << 20], Gen.Float[0.001f, 1000]);

    [Theory, MemberData(nameof(Formats))]
    public void One_token_has_the_bits_of_the_plain_form(WeightFormat format) => _cases.Sample(given =>
    {
        using var panel = new OnePanel(format, given.Columns, given.Seed, given.Size);
        return panel.One(0).SequenceEqual(panel.Plain(0));
    }, iter: 30);

    [Theory, MemberData(nameof(Formats))]
    public void Four_tokens_have_the_bits_of_one_at_a_time(WeightFormat format) => _cases.Sample(given =>
    {
        using var panel = new OnePanel(format, given.Columns, given.Seed, given.Size);
        return panel.Four().SequenceEqual([.. panel.One(0), .. panel.One(1), .. panel.One(2), .. panel.One(3)]);
    }, iter: 30);

    [Theory, MemberData(nameof(Formats))]
    public void A_row_is_read_back_as_it_multiplies(WeightFormat format) => _cases.Sample(given =>
    {
        using var panel = new OnePanel(format, given.Columns, given.Seed, 1);
        var y = panel.One(0);
        return Enumerable.Range(0, PanelFormat.Rows).All(row =>
        {
            var w = panel.Row(row);
            var wanted = w.Select((v, k) => (double)v * panel.X(0)[k]).Sum();
            var size = w.Sum(v => Math.Abs((double)v)) * panel.X(0).Max(MathF.Abs);
            return Math.Abs(y[row] - wanted) <= 0.51 / 127 * size + 1e-6;   // 8-bit inputs: half a step at most
        });
    }, iter: 20);

    /// <summary>The largest products that there can be, all of one sign.</summary>
    [Theory, MemberData(nameof(Formats))]
    public void Extremes_do_not_overflow(WeightFormat format)
    {
        foreach (var sign in (ReadOnlySpan<float>)[1, -1])
        {
            using var panel = new OnePanel(format, 4096, (_, k) => k % 64 == 0 ? 1 : 1 - 1e-7f, _ => sign);
            Assert.Equal(panel.Plain(0), panel.One(0));
            Assert.Equal(panel.Plain(0), panel.Four()[..PanelFormat.Rows]);
            Assert.All(panel.One(0), y => Assert.Equal(sign * 4096, y, 4096 * 0.02));
        }
    }

    [Theory]
    [InlineData(WeightFormat.F32, 0)]
    [InlineData(WeightFormat.BF16, 0.004)]
    [InlineData(WeightFormat.Bits8, 0.006)]
    [InlineData(WeightFormat.Bits4, 0.1)]
    [InlineData(WeightFormat.Bits4Wide, 0.11)]
    public void Rounding_loses_no_more_than_stated(WeightFormat format, double most)
    {
        var random = new Random(7);
        using var panel = new OnePanel(format, 2048, (_, _) => (float)Normal(random), _ => 1);
        double lost = 0, all = 0;
        for (var row = 0; row < PanelFormat.Rows; row++)
            foreach (var (was, now) in panel.Given(row).Zip(panel.Row(row)))
                (lost, all) = (lost + Math.Pow(was - now, 2), all + (double)was * was);
        Assert.True(Math.Sqrt(lost / all) <= most, $"{Math.Sqrt(lost / all)} of {most}");
    }

    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(Math.Tau * random.NextDouble());
}
