using System.Collections.Immutable;
using CsCheck;

namespace Jaram.Checkpoints.Tests;

public sealed class DigestTests
{
    private static readonly TensorEntry[] _entries =
        [new("a", DType.U8, 4), new("b", DType.I16, 2), new("", DType.F32, 0)];

    [Fact]
    public void A_digest_is_what_sha256sum_prints() =>
        Assert.Equal("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", Digest.Of("abc"u8).ToString());

    [Fact]
    public void Text_and_back_is_the_same() =>
        Gen.Byte.Array[32].Sample(hash =>
        {
            var digest = new Digest(hash);
            return Digest.TryParse(digest.ToString(), out var again) && again == digest;
        });

    [Theory]
    [InlineData("")]
    [InlineData("ba7816bf")]
    [InlineData("BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD")]
    [InlineData("ga7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")]
    public void Other_text_is_no_digest(string text) => Assert.False(Digest.TryParse(text, out _));

    [Fact]
    public void A_hash_of_another_length_is_refused()
    {
        var error = Assert.Throws<CheckpointException>(() => new Digest(new byte[20]));
        Assert.Contains("32 bytes, found 20", error.Message, Ordinal);
    }

    [Fact]
    public void The_order_of_tensors_and_pieces_does_not_matter()
    {
        var whole = Of(_entries, [1, 2, 3, 4]);
        Assert.Equal(whole, Of([.. _entries.Reverse()], [1, 2, 3, 4]));
        Assert.Equal(whole, Digest.OfTensors(_entries, (_, from) => new byte[] { 1, 2, 3, 4 }.AsSpan((int)from, 1)));
    }

    [Fact]
    public void Any_change_of_name_type_shape_or_byte_changes_it()
    {
        ImmutableArray<TensorEntry[]> others =
        [
            _entries,
            [new("c", DType.U8, 4), .. _entries[1..]],
            [new("a", DType.I8, 4), .. _entries[1..]],
            [new("a", DType.U8, 2, 2), .. _entries[1..]],
            [new("a", DType.U8, 4, 1), .. _entries[1..]],
            _entries[..2],
        ];
        var digests = others.Select(set => Of(set, [1, 2, 3, 4])).Append(Of(_entries, [1, 2, 3, 5])).ToList();
        Assert.Equal(digests.Count, digests.Distinct().Count());
    }

    [Fact]
    public void Two_tensors_of_one_name_have_no_digest() =>
        Assert.Throws<CheckpointException>(() => Of([new("a", DType.U8, 4), new("a", DType.U8, 4)], [1, 2, 3, 4]));

    private static Digest Of(TensorEntry[] entries, byte[] each) =>
        Digest.OfTensors(entries, (_, from) => each.AsSpan((int)from));
}
