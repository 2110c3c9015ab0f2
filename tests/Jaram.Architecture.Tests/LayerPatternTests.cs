using CsCheck;

namespace Jaram.Architecture.Tests;

public sealed class LayerPatternTests
{
    private static readonly Gen<Drawn> _name =
        Gen.String[Gen.Char.AlphaNumeric, 1, 5].Select(name => new Drawn(name, [name]));

    private static readonly Gen<Drawn> _pattern = Pattern(depth: 3);

    [Fact]
    public void A_pattern_names_what_its_parts_name() =>
        _pattern.Where(p => p.Names.Count <= 4096).Sample(p =>
            Assert.Equal(p.Names, LayerPattern.Parse(p.Text)), iter: 500);

    [Fact]
    public void A_count_is_the_same_as_writing_it_out() =>
        Gen.Select(_pattern, Gen.Int[1, 5]).Where((p, n) => p.Names.Count * n <= 4096).Sample((p, n) =>
            Assert.Equal(
                LayerPattern.Parse(string.Join(' ', Enumerable.Repeat(p.Text, n))),
                LayerPattern.Parse(FormattableString.Invariant($"{n}*({p.Text})"))), iter: 500);

    [Fact]
    public void Brackets_alone_and_spaces_change_nothing() =>
        _pattern.Where(p => p.Names.Count <= 4096).Sample(p =>
            Assert.Equal(p.Names, LayerPattern.Parse($"  (( {p.Text.Replace(" ", "   ")} ) )")), iter: 500);

    [Theory]
    [InlineData("3*(2*local full)", "local local full local local full local local full")]
    [InlineData("embed-1 2*상_층", "embed-1 상_층 상_층")]
    [InlineData("2*(2*2x)", "2x 2x 2x 2x")]
    public void Examples(string pattern, string names) =>
        Assert.Equal(names.Split(' '), LayerPattern.Parse(pattern));

    [Theory]
    [InlineData("()", "a layer's name", 2)]
    [InlineData("2*", "a layer's name", 3)]
    [InlineData("*full", "a layer's name", 1)]
    [InlineData("2 * full", "a layer's name", 3)]
    [InlineData("full, full", "a layer's name", 5)]
    [InlineData("full)", "a layer's name", 5)]
    [InlineData("2*2*full", "a layer's name", 4)]
    [InlineData("0*full", "a count from 1 up", 1)]
    [InlineData("a 99999999999*full", "a count from 1 up", 3)]
    [InlineData("2*(full", "a closing bracket", 8)]
    public void What_is_no_pattern_is_refused_at_its_place(string pattern, string expected, int at)
    {
        var wrong = Assert.Throws<DesignException>(() => LayerPattern.Parse(pattern));
        Assert.Equal(FormattableString.Invariant($"pattern must have {expected} at character {at}, got '{pattern}'; ")
            + "write names and counts, as in 3*(2*local full)", wrong.Message);
    }

    [Fact]
    public void More_layers_than_anybody_builds_are_refused()
    {
        Assert.Equal(4096, LayerPattern.Parse("4096*full").Count);
        Assert.Equal("pattern must name at most 4096 layers, got 4097; repeat less",
            Assert.Throws<DesignException>(() => LayerPattern.Parse("4096*full full")).Message);
        Assert.Equal("pattern must name at most 4096 layers, got 8796052844544; repeat less",
            Assert.Throws<DesignException>(() => LayerPattern.Parse("2147473839*(4096*full)")).Message);
    }

    [Fact]
    public void A_million_brackets_are_refused_and_32_are_not()
    {
        Assert.Equal(["full"], LayerPattern.Parse(new string('(', 32) + "full" + new string(')', 32)));
        var wrong = Assert.Throws<DesignException>(() => LayerPattern.Parse(new string('(', 1_000_000)));
        Assert.Equal("pattern must have at most 32 brackets within brackets at character 33, got '"
            + new string('(', 60) + "…'; write names and counts, as in 3*(2*local full)", wrong.Message);
    }

    private static Gen<Drawn> Pattern(int depth)
    {
        var item = depth == 0 ? _name
            : Gen.OneOf(_name, Pattern(depth - 1).Select(p => p with { Text = $"({p.Text})" }));
        var part = Gen.Select(item, Gen.Int[0, 3], (p, times) => times == 0 ? p : new Drawn(
            FormattableString.Invariant($"{times}*{p.Text}"),
            [.. Enumerable.Repeat(p.Names, times).SelectMany(n => n)]));
        return part.Array[1, 3].Select(parts =>
            new Drawn(string.Join(' ', parts.Select(p => p.Text)), [.. parts.SelectMany(p => p.Names)]));
    }

    /// <summary>A pattern beside the names that it stands for.</summary>
    private sealed record Drawn(string Text, List<string> Names);

    [Theory]
    [InlineData("a", "a")]
    [InlineData("a a b a a b", "2*(2*a b)")]
    [InlineData("d e e e", "d 3*e")]
    [InlineData("l l l g l l l g l l", "2*(3*l g) 2*l")]
    public void Names_are_folded(string names, string pattern) =>
        Assert.Equal(pattern, LayerPattern.Fold(names.Split(' ')));

    [Fact]
    public void What_is_folded_unfolds() => Gen.OneOfConst("a", "b", "c").List[1, 60].Sample(names =>
        Assert.Equal(names, LayerPattern.Parse(LayerPattern.Fold(names))), iter: 2000);
}
