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
        Assert.True(Width(0.0005) < Width(0.005));
    }
}
