// Tensors that share one permutation are one test: their cross matrices are summed, and the sum is scored once. To
// score them apart and add the scores would count one piece of evidence several times.
// Source: ours.

using Jaram.Assay.Provenance.Products;

namespace Jaram.Assay.Provenance.Battery;

/// <summary>Σ A Bᵀ over tensors that one permutation moves.</summary>
/// <param name="units">n, of both models.</param>
/// <param name="name">Decides the shuffles; every permutation has a name of its own.</param>
internal sealed class CrossMatrix(int units, string name)
{
    private readonly float[] _cross = new float[(long)units * units];
    private long _numbers;

    /// <summary>Adds a pair of tensors; they are prepared in place.</summary>
    /// <param name="a">(n, d) of the one model.</param>
    /// <param name="b">(n, d) of the other.</param>
    /// <param name="d">Columns.</param>
    public void Add(float[] a, float[] b, int d)
    {
        Rows.Prepare(a, d);
        Rows.Prepare(b, d);
        AddPrepared(a, b, d);
    }

    /// <summary>Adds a pair that is prepared already.</summary>
    public void AddPrepared(float[] a, float[] b, int d)
    {
        RowProducts.Add(a, b, d, _cross);
        _numbers += (long)units * d;
    }

    /// <summary>Scores the sum, and then the squares of its parts: the matrix is used up.</summary>
    /// <param name="shuffles">How many shuffles each score is held against.</param>
    public (OrderStatistic Plain, OrderStatistic Squares) Score(int shuffles) =>
        (OrderStatistic.Of(_cross, units, shuffles, name, _numbers),
            OrderStatistic.OfSquares(_cross, units, shuffles, name + " squared", _numbers));

    /// <summary>Scores the sum alone.</summary>
    public OrderStatistic ScoreOnce(int shuffles) => OrderStatistic.Of(_cross, units, shuffles, name, _numbers);
}
