using CsCheck;
using Jaram.Architecture.Blocks;

namespace Jaram.Architecture.Tests.Blocks;

/// <summary>The numbers come from RotaryScalingTests.py beside this file; tolerance 1e-12 of the value.</summary>
public sealed class RotaryScalingTests
{
    private static readonly RotaryDesign _plain = new() { Dim = 64, Theta = 10000 };

    private static readonly Llama3Scaling _llama3 =
        new() { Factor = 8, OriginalContext = 8192, LowFrequencyFactor = 1, HighFrequencyFactor = 4 };

    private static readonly YarnScaling _yarn =
        new() { Factor = 40, OriginalContext = 4096, FastTurns = 32, SlowTurns = 1 };

    [Fact]
    public void Linear_scaling_divides_every_frequency()
    {
        var scaling = new LinearScaling { Factor = 4 };
        Assert.Equal(0.25, scaling.Scale(1, 0, _plain));
        Assert.Equal(2.5e-5, scaling.Scale(1e-4, 31, _plain), 1e-20);
        Assert.Equal(1, scaling.Temperature);
    }

    [Theory]
    [InlineData(0, 1.0)]
    [InlineData(28, 0.003211445994752591)]                  // 4.19 turns: kept
    [InlineData(29, 0.002166570763503359)]                  // 3.41 turns: blended
    [InlineData(31, 0.0008567514129196321)]
    [InlineData(34, 0.0001785078127679964)]                 // 1.22 turns: blended
    [InlineData(35, 9.556212353964683e-05)]                 // 0.997 turns: an eighth
    [InlineData(63, 3.068925988914511e-07)]
    public void Llama3_scaling_of_the_published_model(int pair, double expected)
    {
        var rotary = new RotaryDesign { Dim = 128, Theta = 500000 };
        Close(expected, _llama3.Scale(Frequency(pair, rotary), pair, rotary));
        Assert.Equal(1, _llama3.Temperature);
    }

    [Theory]
    [InlineData(0, 1.0)]
    [InlineData(10, 0.05623413251903491)]                   // the last that turns 32 times: kept
    [InlineData(11, 0.03900692656714386)]
    [InlineData(16, 0.0055)]
    [InlineData(22, 0.0001778279410038922)]
    [InlineData(23, 3.33380358040831e-05)]                  // the first that turns less than once: a fortieth
    [InlineData(31, 3.3338035804083097e-06)]
    public void Yarn_scaling_of_deepseek_v3(int pair, double expected) =>
        Close(expected, _yarn.Scale(Frequency(pair, _plain), pair, _plain));

    [Fact]
    public void Yarn_warms_by_the_logarithm_of_its_factor() =>
        Close(1.3688879454113936, _yarn.Temperature);

    [Fact]
    public void Two_warmths_are_those_of_deepseek()
    {
        // m(1) = 1.3688879454113936, m(0.5) = 1.1844439727056968: 0.1 ln 40 = 0.36888794541139363
        var yarn = _yarn with { Warmth = new() { Turned = 1, All = 0.5 } };
        Close(1.3688879454113936 / 1.1844439727056968, yarn.Temperature);
        Close(1.1844439727056968 * 1.1844439727056968, yarn.ScoreFactor);
        Assert.Equal(1, _yarn.ScoreFactor);
        Close(1, (yarn with { Warmth = new() { Turned = 0.7, All = 0.7 } }).Temperature);
    }

    [Fact]
    public void Every_scaling_stays_between_no_change_and_the_whole_factor() =>
        Gen.Select(Gen.Int[1, 64], Gen.Double[2, 1e6], Gen.Double[1, 100], Gen.Int[16, 1 << 20], Gen.Double[0.1, 4],
            Gen.Double[0.1, 60]).Sample((half, theta, factor, context, low, more) =>
        {
            var rotary = new RotaryDesign { Dim = 2 * half, Theta = theta };
            RotaryScaling[] all =
            [
                new LinearScaling { Factor = factor },
                new Llama3Scaling
                {
                    Factor = factor, OriginalContext = context,
                    LowFrequencyFactor = low, HighFrequencyFactor = low + more,
                },
                new YarnScaling { Factor = factor, OriginalContext = context, SlowTurns = low, FastTurns = low + more },
            ];
            foreach (var scaling in all)
                for (var pair = 0; pair < half; pair++)
                {
                    var frequency = Frequency(pair, rotary);
                    var share = scaling.Scale(frequency, pair, rotary) / frequency;
                    Assert.InRange(share, (1 - 1e-12) / factor, 1 + 1e-12);
                    if (scaling is LinearScaling) continue;
                    var turns = context * frequency / Math.Tau;
                    if (turns > low + more) Assert.Equal(1, share, 1e-12);
                    if (turns < low) Assert.Equal(1 / factor, share, 1e-12);
                }
        }, iter: 500);

    private static double Frequency(int pair, RotaryDesign rotary) => Math.Pow(rotary.Theta, -2.0 * pair / rotary.Dim);

    private static void Close(double expected, double actual) => Assert.Equal(expected, actual, 1e-12 * expected);
}
