using CsCheck;
using Jaram.Architecture.Counting;

namespace Jaram.Architecture.Tests.Counting;

public sealed class WorkTests
{
    private static readonly Gen<(int Context, int Window)> _case = Gen.Select(Gen.Int[1, 300], Gen.Int[0, 350]);

    [Fact]
    public void Prefill_reads_the_mean_of_what_decoding_each_token_reads() =>
        _case.Sample(c => Assert.Equal(
            Enumerable.Range(1, c.Context).Average(n => new Work.Decode(n).KeysRead(c.Window)),
            new Work.Prefill(c.Context).KeysRead(c.Window), 1e-9));

    [Fact]
    public void No_token_reads_more_than_its_window_or_the_text() =>
        _case.Sample(c => Assert.InRange(
            new Work.Decode(c.Context).KeysRead(c.Window), 1,
            c.Window == 0 ? c.Context : Math.Min(c.Window, c.Context)));

    [Theory]
    [InlineData(0)]
    [InlineData(-3)]
    public void A_context_has_a_token(int context)
    {
        Assert.Throws<DesignException>(() => new Work.Decode(context));
        Assert.Equal(FormattableString.Invariant($"context must be positive, got {context}; use 1 or more"),
            Assert.Throws<DesignException>(() => new Work.Prefill(context)).Message);
    }
}
