using CsCheck;
using Jaram.Training.Operators;
using static TorchSharp.torch;

namespace Jaram.Training.Tests.Operators;

public sealed class SightTests
{
    private static readonly Gen<Sight> _sights = Gen.Select(Gen.Long[1, 7], Gen.Long[0, 7], Gen.Long[0, 9],
        (queries, earlier, window) => new Sight(queries, queries + earlier, window));

    [Fact]
    public void A_token_sees_itself_and_the_window_before_it() => _sights.Sample(sight =>
    {
        using var scope = NewDisposeScope();
        var mask = sight.Mask(CPU);
        for (var t = 0L; t < sight.Queries; t++)
            for (var s = 0L; s < sight.Keys; s++)
            {
                var back = sight.Keys - sight.Queries + t - s;
                Assert.Equal(back >= 0 && (sight.Window == 0 || back < sight.Window), mask[t, s].item<bool>());
            }
    }, threads: 1);

    [Fact]
    public void The_short_words_for_a_mask_are_true() => _sights.Sample(sight =>
    {
        using var scope = NewDisposeScope();
        var mask = sight.Mask(CPU);
        var triangle = sight.Queries == sight.Keys && mask.equal(ones_like(mask).tril()).all().item<bool>();
        Assert.Equal(triangle, sight.IsTriangle);
        if (sight.IsEverything) Assert.True(mask.all().item<bool>());
    }, threads: 1);
}
