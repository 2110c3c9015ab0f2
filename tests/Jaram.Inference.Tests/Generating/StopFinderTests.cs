using CsCheck;

namespace Jaram.Inference.Generating.Tests;

public sealed class StopFinderTests
{
    /// <summary>However a text is cut into pieces, what comes is the text before the stop that is complete first.
    /// </summary>
    [Fact]
    public void Pieces_do_not_matter() => Gen.Select(Gen.String[Gen.Char["ab"], 0, 30],
        Gen.String[Gen.Char["ab"], 1, 4].Array[1, 3], Gen.Int[1, 5]).Sample((text, stops, size) =>
    {
        var finder = new StopFinder(stops);
        var came = string.Concat(text.Chunk(size).Select(piece => finder.Push(new(piece)))) + finder.End();
        var end = Enumerable.Range(1, text.Length).FirstOrDefault(n =>
            stops.Any(stop => text[..n].EndsWith(stop, StringComparison.Ordinal)));
        var longest = stops.Where(stop => text[..end].EndsWith(stop, StringComparison.Ordinal))
            .Select(stop => stop.Length).DefaultIfEmpty(0).Max();
        return came == (end == 0 ? text : text[..(end - longest)]) && finder.IsFound == end > 0;
    });

    [Fact]
    public void Nothing_is_held_back_that_is_certain()
    {
        var finder = new StopFinder(["END"]);
        Assert.Equal(("a", "EM", ""), (finder.Push("aE"), finder.Push("M"), finder.Push("EN")));
        Assert.Equal("EN", finder.End());
    }
}
