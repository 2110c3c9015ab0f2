using Jaram.Exchange.Tensors;

namespace Jaram.Exchange.Tests;

/// <summary>Orders of rows against the formulas by which other people's converters make them.</summary>
public sealed class LinkTests
{
    [Fact]
    public void Rows_of_halves_become_neighbours_as_reshape_swap_reshape_makes_them()
    {
        // llama.cpp, conversion/llama.py: w.reshape(H, 2, d / 2, columns).swapaxes(1, 2).reshape(w.shape)
        const int Heads = 3, Head = 8, Columns = 5;
        var link = new Turned(NamedShape.Of("own", Heads * Head, Columns), "theirs", Head, Head,
            (RotaryLayout.Halves, RotaryLayout.Interleaved));
        var expected = new List<long>();
        for (var h = 0; h < Heads; h++)
            for (var pair = 0; pair < Head / 2; pair++)
                for (var half = 0; half < 2; half++) expected.Add(h * Head + half * (Head / 2) + pair);
        var found = Enumerable.Range(0, Heads * Head).Select(row => link.Find(Side.Foreign, "theirs", row).Start / Columns);
        Assert.Equal(expected, found);
        AssertInverse(link, "own", "theirs", Heads * Head, Columns);
    }

    [Fact]
    public void Only_the_last_channels_of_a_head_turn()
    {
        var link = new Turned(NamedShape.Of("own", 12, 1), "theirs", 6, 4, (RotaryLayout.Interleaved, RotaryLayout.Halves));
        Assert.Equal([0L, 1, 2, 4, 3, 5, 6, 7, 8, 10, 9, 11],
            Enumerable.Range(0, 12).Select(row => link.Find(Side.Foreign, "theirs", row).Start));
        AssertInverse(link, "own", "theirs", 12, 1);
    }

    [Fact]
    public void Keys_and_values_part_as_view_split_transpose_makes_them()
    {
        // llama.cpp, conversion/deepseek.py: kv_b.view(H, N + V, R), k_b = kv_b[:, :N].transpose(1, 2), v_b = kv_b[:, N:]
        const int H = 3, N = 4, V = 2, R = 5;
        var link = new SplitHeads("own", "k_b", "v_b", H, N, V, R);
        var own = new NumberedSource(link.At(Side.Own));
        var theirs = new Rearranged(own, "ours", [link], Side.Foreign);
        var numbers = RoundTripTests.Numbers(own)["own"];
        var (keys, values) = (RoundTripTests.Numbers(theirs)["k_b"], RoundTripTests.Numbers(theirs)["v_b"]);
        for (var h = 0; h < H; h++)
            for (var r = 0; r < R; r++)
            {
                for (var n = 0; n < N; n++) Assert.Equal(numbers[(h * (N + V) + n) * R + r], keys[(h * R + r) * N + n]);
                for (var v = 0; v < V; v++)
                    Assert.Equal(numbers[(h * (N + V) + N + v) * R + r], values[(h * V + v) * R + r]);
            }
        Assert.Equal(numbers, RoundTripTests.Numbers(new Rearranged(theirs, "theirs", [link], Side.Own))["own"]);
    }

    [Fact]
    public void A_bias_that_a_family_has_no_room_for_must_be_zero()
    {
        var link = new OnlyOurs("layers.0.channel.inner.router", 4, Absence.MustBeZero);
        var error = Assert.Throws<CheckpointException>(() =>
            new Rearranged(new NumberedSource(link.At(Side.Own)), "m", [link], Side.Foreign));
        Assert.Contains("it must equal zero there", error.Message, Ordinal);
    }

    [Fact]
    public void Every_tensor_is_accounted_for_by_name()
    {
        Link[] links = [new Same("a", "x", 2, 3), new Same("b", "y", 4)];
        string Refusal(params NamedShape[] theirs) => Assert.Throws<CheckpointException>(() =>
            new Rearranged(new NumberedSource(theirs), "m", links, Side.Own)).Message;
        Assert.Contains("tensor \"y\" is missing, its description calls for [4]", Refusal(NamedShape.Of("x", 2, 3)), Ordinal);
        Assert.Contains("tensor \"x\" f32 [3, 2] should be [2, 3]",
            Refusal(NamedShape.Of("x", 3, 2), NamedShape.Of("y", 4)), Ordinal);
        Assert.Contains("has 1 tensors that its description does not call for, \"z\" first",
            Refusal(NamedShape.Of("x", 2, 3), NamedShape.Of("y", 4), NamedShape.Of("z", 1)), Ordinal);
    }

    private static void AssertInverse(Turned link, string own, string theirs, int rows, int columns)
    {
        for (var row = 0; row < rows; row++)
            Assert.Equal(row, link.Find(Side.Foreign, theirs,
                link.Find(Side.Own, own, row).Start / columns).Start / columns);
    }
}
