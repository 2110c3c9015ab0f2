using CsCheck;
using Jaram.Cli.Raising;

namespace Jaram.Cli.Tests.Raising;

public sealed class CurveTests
{
    [Fact]
    public void It_is_as_wide_as_the_numbers_or_the_columns() =>
        Gen.Select(Gen.Double[-10, 10].Array[0, 200], Gen.Int[1, 80]).Sample((values, columns) =>
            Curve.Of(values, columns).Length == Math.Min(values.Length, columns));

    [Fact]
    public void A_fall_is_drawn_from_full_to_low() => Assert.Equal("█▆▃▁", Curve.Of([4, 3, 2, 1], 10));

    [Fact]
    public void Equal_numbers_are_a_level_line() => Assert.Equal("▁▁▁", Curve.Of([2, 2, 2], 3));
}
