using CsCheck;
using Jaram.Inference.Generating;

namespace Jaram.Inference.Tests.Generating;

public sealed class SamplerTests
{
    private const int Draws = 400;

    private static readonly Gen<float[]> _scores = Gen.Float[-6, 6].Array[1, 40];

    [Fact]
    public void Without_temperature_the_highest_is_drawn_and_of_equals_the_first() => _scores.Sample(scores =>
        Assert.Equal(Array.IndexOf(scores, scores.Max()), Draw(new() { Temperature = 0 }, scores, 0)));

    [Fact]
    public void Top_k_leaves_the_k_highest() =>
        Gen.Select(Gen.Int[-6, 6].Array[1, 40], Gen.Int[1, 40]).Sample((whole, k) =>
        {
            var scores = whole.Select(score => (float)score).ToArray();   // no two that differ weigh the same
            var kept = scores.Index().OrderByDescending(s => s.Item).ThenBy(s => s.Index).Take(k).Select(s => s.Index);
            Assert.Subset(kept.ToHashSet(), Drawn(new() { TopK = k }, scores));
        }, iter: 200);

    /// <summary>Four tokens of 1/2, 1/4, 1/8 and 1/8.</summary>
    [Theory]
    [InlineData(0.4, 1)]
    [InlineData(0.6, 2)]
    [InlineData(0.8, 3)]
    [InlineData(0.9, 4)]
    public void Top_p_leaves_the_fewest_that_have_the_share(double share, int left) =>
        Assert.Equal(Enumerable.Range(0, left), Drawn(new() { Temperature = 1, TopP = share }, Halves()).Order());

    [Theory]
    [InlineData(0.6, 1)]
    [InlineData(0.4, 2)]
    [InlineData(0.2, 4)]
    public void Min_p_leaves_those_with_that_share_of_the_highest(double share, int left) =>
        Assert.Equal(Enumerable.Range(0, left), Drawn(new() { Temperature = 1, MinP = share }, Halves()).Order());

    [Fact]
    public void Tokens_are_drawn_as_often_as_they_are_likely()
    {
        var options = new SamplingOptions { Temperature = 1 };
        var counts = Enumerable.Range(0, 16_000).CountBy(number => Draw(options, Halves(), number)).ToDictionary();
        foreach (var (token, share) in new[] { 0.5, 0.25, 0.125, 0.125 }.Index())
            Assert.InRange(counts[token] / 16_000.0, share - 0.015, share + 0.015);    // about four standard deviations
    }

    [Fact]
    public void A_penalty_above_one_makes_what_was_said_less_likely_whatever_its_sign() => _scores.Sample(scores =>
    {
        var said = Array.IndexOf(scores, scores.Max());
        var options = new SamplingOptions { Temperature = 0, RepetitionPenalty = 100 };
        var drawn = Draw(options, scores, 0, said);
        var lowered = scores[said] > 0 ? scores[said] / 100 : scores[said] * 100;
        Assert.Equal(scores.Index().Any(s => s.Index != said && s.Item > lowered), drawn != said);
    });

    [Fact]
    public void Frequency_counts_what_was_written_and_not_the_prompt()
    {
        var options = new SamplingOptions { Temperature = 0, FrequencyPenalty = 1 };
        Assert.Equal(0, Draw(options, [2.5f, 1], 0, 0));                // written once: 1.5
        Assert.Equal(1, Draw(options, [2.5f, 1], 0, 0, 0));             // twice: 0.5
        var prompted = new Sampler(options, 2);
        for (var i = 0; i < 5; i++) prompted.Note(0, Sampler.Origin.Prompt);
        Assert.Equal(0, prompted.Draw([2.5f, 1], 0));
    }

    [Fact]
    public void A_draw_goes_by_seed_and_number_alone() =>
        Gen.Select(_scores, Gen.ULong, Gen.Int[0, 1000]).Sample((scores, seed, number) =>
        {
            var options = new SamplingOptions { Seed = seed };
            Assert.Equal(Draw(options, scores, number), Draw(options, scores, number));
        });

    [Fact]
    public void Another_seed_gives_another_text()
    {
        int[] Text(ulong seed) => [.. Enumerable.Range(0, 50).Select(number =>
            Draw(new() { Seed = seed, Temperature = 1 }, new float[100], number))];
        var texts = Enumerable.Range(0, 100).Select(seed => string.Join(',', Text((ulong)seed)));
        Assert.Equal(100, texts.Distinct().Count());
    }

    [Fact]
    public void A_number_out_of_its_bounds_is_refused() =>
        Assert.Equal("temperature must be from 0 to 100, got -1; correct it",
            Assert.Throws<InferenceException>(() => new SamplingOptions { Temperature = -1 }).Message);

    [Fact]
    public void An_empty_stop_text_is_refused() =>
        Assert.Throws<InferenceException>(() => new SamplingOptions { Stop = ["a", ""] });

    private static float[] Halves() => [MathF.Log(0.5f), MathF.Log(0.25f), MathF.Log(0.125f), MathF.Log(0.125f)];

    private static HashSet<int> Drawn(SamplingOptions options, float[] scores) =>
        [.. Enumerable.Range(0, Draws).Select(number => Draw(options, scores, number))];

    private static int Draw(SamplingOptions options, float[] scores, int number, params int[] written)
    {
        var sampler = new Sampler(options, scores.Length);
        foreach (var token in written) sampler.Note(token, Sampler.Origin.Written);
        return sampler.Draw([.. scores], number);
    }
}
