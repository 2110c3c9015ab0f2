// Tensors that share one permutation are one test: their cross matrices are summed, and the sum is scored once. To
// score them apart and add the scores would count one piece of evidence several times.
// Source: ours.

using Jaram.Assay.Provenance.Products;

namespace Jaram.Assay.Provenance.Battery;

/// <summary>Σ A Bᵀ over tensors that one permutation moves, of each block of units.</summary>
/// <param name="units">n, of both models.</param>
/// <param name="name">Decides the shuffles; every permutation has a name of its own.</param>
internal sealed class CrossMatrix(int units, string name) : IDisposable
{
    private readonly Pooled<float> _cross = Pooled<float>.Zeros(checked(units * new UnitBlocks(units).Longest));
    private long _numbers;

    /// <summary>How units are divided.</summary>
    public UnitBlocks Blocks { get; } = new(units);

    /// <summary>Adds a pair of tensors.</summary>
    /// <param name="a">(n, d) of the one model.</param>
    /// <param name="b">(n, d) of the other.</param>
    /// <param name="d">Columns.</param>
    public void Add(float[] a, float[] b, int d)
    {
        using var pair = new PairProducts(Blocks);
        pair.Add(a, b, d, ..);
        Add(pair);
    }

    /// <summary>Adds a pair of tensors that was read piece by piece.</summary>
    public void Add(PairProducts pair)
    {
        pair.AddPrepared(_cross.Span);
        _numbers += pair.Numbers;
    }

    /// <summary>Adds a pair whose rows are prepared already.</summary>
    public void AddPrepared(float[] a, float[] b, int d)
    {
        RowProducts.AddBlocks(a, b, d, Blocks, .., _cross.Memory);
        _numbers += a.Length;
    }

    /// <summary>Scores the sum, and then the squares of its parts: the matrix is used up.</summary>
    /// <param name="shuffles">How many shuffles each score is held against.</param>
    public (OrderStatistic Plain, OrderStatistic Squares) Score(int shuffles) => (ScoreOnce(shuffles),
        OrderStatistic.OfSquares(_cross.Memory, Blocks, shuffles, name + " squared", _numbers));

    /// <summary>Scores the sum alone.</summary>
    public OrderStatistic ScoreOnce(int shuffles) => OrderStatistic.Of(_cross.Memory, Blocks, shuffles, name, _numbers);

    /// <summary>Gives its room back.</summary>
    public void Dispose() => _cross.Dispose();
}
