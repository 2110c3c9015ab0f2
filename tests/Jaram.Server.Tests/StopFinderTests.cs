using CsCheck;

namespace Jaram.Server.Serving.Tests;

public sealed class StopFinderTests
{
    /// <summary>However a text is cut into pieces, what comes is the text before the first stop.</summary>
    [Fact]
    public void Pieces_do_not_matter() => Gen.Select(Gen.String[Gen.Char["ab"], 0, 30], Gen.String[Gen.Char["ab"], 1, 4].Array[1, 3],
        Gen.Int[1, 5]).Sample((text, stops, size) =>
    {
        var finder = new StopFinder(stops);
        var came = string.Concat(text.Chunk(size).Select(piece => finder.Push(new(piece)))) + finder.End();
        var at = stops.Select(stop => text.IndexOf(stop, StringComparison.Ordinal)).Where(i => i >= 0).DefaultIfEmpty(-1).Min();
        return came == (at < 0 ? text : text[..at]) && finder.IsFound == at >= 0;
    });

    [Fact]
    public void Nothing_is_held_back_that_is_certain()
    {
        var finder = new StopFinder(["END"]);
        Assert.Equal(("a", "EM", ""), (finder.Push("aE"), finder.Push("M"), finder.Push("EN")));
        Assert.Equal("EN", finder.End());
    }
}
