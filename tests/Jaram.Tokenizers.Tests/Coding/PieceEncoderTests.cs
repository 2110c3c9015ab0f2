using System.Text;
using CsCheck;

namespace Jaram.Tokenizers.Tests;

public sealed class PieceEncoderTests
{
    private static readonly TokenTable _tokens =
        TokenizerFile.Read(Texts.Small.ToJson(), () => Companions.None).Table;

    [Fact]
    public void Looking_at_all_neighbours_and_keeping_a_heap_give_the_same_tokens() =>
        Gen.OneOf(Texts.Any, Gen.OneOfConst("a", "ㅋ", "ab", "신분증이").Array[0, 40].Select(string.Concat)).Sample(text =>
        {
            var encoder = new PieceEncoder(_tokens);
            int[] scanned = [.. Encoding.UTF8.GetBytes(text).Select(value => Vocabulary.FirstByte + value)];
            int[] heaped = [.. scanned];
            Assert.Equal(scanned[..encoder.MergeByScan(scanned)], heaped[..encoder.MergeByHeap(heaped)]);
        });

    [Fact]
    public void A_remembered_piece_has_the_tokens_it_had_at_first() =>
        Texts.Any.Where(text => text.Length > 0).Array[1, 5].Sample(pieces =>
        {
            var encoder = new PieceEncoder(_tokens);
            foreach (var piece in pieces.Concat(pieces))
            {
                List<int> warm = [], cold = [];
                encoder.Encode(piece, warm);
                new PieceEncoder(_tokens).Encode(piece, cold);
                Assert.Equal(cold, warm);
            }
        });

    [Fact]
    public void A_piece_as_long_as_a_book_is_encoded()
    {
        var ids = Texts.Small.Encode(new string('ㅋ', 200_000));
        Assert.Equal(200_000, Texts.Small.Decode(ids).Length);
        Assert.True(ids.Length < 200_000);
    }
}
