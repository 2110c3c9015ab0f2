using CsCheck;
using Jaram.Training.Data;

namespace Jaram.Training.Tests.Data;

public sealed class RowPlanTests
{
    private static readonly Gen<(int[] Lengths, int Context)> _corpora =
        Gen.Select(Gen.Int[2, 60].Array[0, 300], Gen.Int[1, 40], (lengths, context) => (lengths, context));

    [Fact]
    public void Every_id_but_the_first_of_a_document_is_predicted_once() => _corpora.Sample((lengths, context) =>
    {
        var predicted = lengths.Select(length => new int[length]).ToArray();
        foreach (var piece in Pieces(RowPlan.Of(lengths, context)))
            for (var id = piece.From + 1; id < piece.From + piece.Count; id++) predicted[piece.Document][id]++;
        Assert.All(predicted, ids => Assert.True(ids[0] == 0 && ids.Skip(1).All(times => times == 1)));
    });

    [Fact]
    public void Every_row_is_full_but_the_last() => _corpora.Sample((lengths, context) =>
    {
        var plan = RowPlan.Of(lengths, context);
        for (var row = 0; row < plan.Rows; row++)
        {
            var ids = plan.Row(row).ToArray().Sum(piece => piece.Count);
            if (row < plan.Rows - 1) Assert.Equal(context + 1, ids);
            else Assert.InRange(ids, 1, context + 1);
        }
    });

    [Fact]
    public void The_rest_of_a_document_opens_the_next_row_with_the_id_last_seen() =>
        _corpora.Sample((lengths, context) =>
    {
        var plan = RowPlan.Of(lengths, context);
        for (var row = 0; row < plan.Rows; row++)
            foreach (var piece in plan.Row(row))
                if (piece.From + piece.Count < lengths[piece.Document])
                {
                    Assert.Equal((piece.Document, piece.From + piece.Count - 1),
                        (plan.Row(row + 1)[0].Document, plan.Row(row + 1)[0].From));
                    Assert.Equal(piece, plan.Row(row)[^1]);
                }
    });

    [Fact]
    public void Short_documents_are_nearly_all_whole()
    {
        // Lengths as in film reviews: 5 to 60 ids.
        var lengths = Enumerable.Range(0, 20_000).Select(n => 5 + (int)(SplitMix.Mix((ulong)n) % 56)).ToArray();
        var cut = Pieces(RowPlan.Of(lengths, 256))
            .Count(piece => piece.Count > 1 && piece.Count < lengths[piece.Document]);
        Assert.InRange(cut, 0, 20);    // 0.1 %
    }

    [Fact]
    public void Documents_of_half_a_row_are_mostly_whole()
    {
        var lengths = Enumerable.Range(0, 20_000).Select(n => 2 + (int)(SplitMix.Mix((ulong)n) % 255)).ToArray();
        var whole = Pieces(RowPlan.Of(lengths, 256)).Count(piece => piece.Count == lengths[piece.Document]);
        Assert.InRange(whole, 17_500, 20_000);
    }

    [Fact]
    public void The_same_lengths_give_the_same_rows() => _corpora.Sample((lengths, context) =>
        Assert.Equal(Pieces(RowPlan.Of(lengths, context)), Pieces(RowPlan.Of([.. lengths], context))));

    [Fact]
    public void Neighbours_in_the_corpus_are_spread_over_the_rows()
    {
        // Two sources one after the other: nearly every row should have both.
        var plan = RowPlan.Of(Enumerable.Repeat(20, 4000).ToArray(), 199);
        var mixed = Enumerable.Range(0, plan.Rows).Count(row =>
            plan.Row(row).ToArray() is var pieces && pieces.Any(p => p.Document < 2000)
                && pieces.Any(p => p.Document >= 2000));
        Assert.InRange(mixed, plan.Rows * 95 / 100, plan.Rows);
    }

    private static List<Piece> Pieces(RowPlan plan) =>
        [.. Enumerable.Range(0, plan.Rows).SelectMany(row => plan.Row(row).ToArray())];
}
