using Jaram.Statistics.Curves;

namespace Jaram.Statistics.Tests.Curves;

public sealed class ForecastTests
{
    [Fact]
    public void The_next_rung_lies_in_its_interval_as_often_as_promised()
    {
        const int Draws = 200;
        var (random, inside) = (new Random(5), 0);
        double[] compute = [1, 2, 4, 8];
        for (var draw = 0; draw < Draws; draw++)
        {
            var law = new PowerLaw(0.3 + 0.6 * random.NextDouble(), 0.2, 0.2 + 0.3 * random.NextDouble());
            double[][] losses = [.. Enumerable.Range(0, 3).Select(_ => compute.Append(16).Select(c =>
                law.At(c) * Math.Exp(0.004 * Noise.Normal(random))).ToArray())];
            var foretold = Forecast.Of(compute, [.. losses.Select(seed => seed[..4])], 16, Rules.Usual);
            if (foretold.Holds(losses.Average(seed => seed[4]))) inside++;
        }
        Assert.InRange(inside / (double)Draws, 0.93, 1);
    }

    /// <summary>Mean losses of three seeds of a design of 27,000 numbers after 7, 14, 28 and 57 steps, on reviews and on
    /// the village, and of two sprouts on the village: early losses fall faster and faster, then slower, and once by
    /// chance along a line before they fall faster.</summary>
    [Theory]
    [InlineData(3.883, 3.581, 3.028, 2.707)]
    [InlineData(3.101, 2.444, 1.831, 1.255)]
    [InlineData(1.0564, 0.7847, 0.5788, 0.3519)]                        // sprouts of a million, 10 to 80 steps
    [InlineData(1.0612, 0.7837, 0.5987, 0.4109)]
    public void Early_losses_on_no_power_law_lie_in_their_interval(params double[] means)
    {
        double[][] losses = [.. new[] { -0.003, 0, 0.003 }.Select(off => means.Select(x => x + off).ToArray())];
        var foretold = Forecast.Of([1, 2, 4], [.. losses.Select(seed => seed[..3])], 8, Rules.Usual);
        Assert.True(foretold.Holds(means[3]), $"{foretold} without {means[3]}");
    }

    [Fact]
    public void An_interval_narrows_with_the_noise()
    {
        double Width(double noise)
        {
            var (random, law) = (new Random(3), new PowerLaw(0.5, 0.2, 0.3));
            double[][] losses = [.. Enumerable.Range(0, 4).Select(_ => new double[] { 1, 2, 4 }.Select(c =>
                law.At(c) * Math.Exp(noise * Noise.Normal(random))).ToArray())];
            var foretold = Forecast.Of([1, 2, 4], losses, 8, Rules.Usual);
            return foretold.High - foretold.Low;
        }
        Assert.True(Width(0.0005) < Width(0.05));
    }
}
