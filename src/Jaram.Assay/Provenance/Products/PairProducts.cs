// Two tensors on their way through: what rows would be after they were prepared, unit length and centred block by
// block, follows from their products as they are, so that numbers are touched once and a tensor can pass in pieces:
//
//   P Dₐ A Bᵀ D_b P     Dₐ, D_b one over the rows' lengths, P = 1 − 11ᵀ/m over a block of m rows
//
// Source: ours.

namespace Jaram.Assay.Provenance.Products;

/// <summary>A Bᵀ of each block of units, and the rows' lengths.</summary>
/// <param name="blocks">How units are divided.</param>
internal sealed class PairProducts(UnitBlocks blocks) : IDisposable
{
    private const double Nothing = 1e-20;

    private readonly Pooled<float> _products = Pooled<float>.Zeros(checked(blocks.Units * blocks.Longest));
    private readonly double[] _ofA = new double[blocks.Units], _ofB = new double[blocks.Units];

    /// <summary>Numbers of one tensor that passed.</summary>
    public long Numbers { get; private set; }

    /// <summary>Adds some blocks, all their columns or some.</summary>
    /// <param name="a">Rows of these blocks, d numbers each, at its beginning.</param>
    /// <param name="b">The same of the other model.</param>
    /// <param name="d">Columns that are here.</param>
    /// <param name="range">Which blocks.</param>
    public void Add(ReadOnlyMemory<float> a, ReadOnlyMemory<float> b, int d, Range range)
    {
        RowProducts.AddBlocks(a, b, d, blocks, range, _products.Memory, (_ofA, _ofB));
        Numbers += (long)blocks.Rows(range) * d;
    }

    /// <summary>Adds the products of prepared rows: these are used up.</summary>
    /// <param name="into">(n, longest block)</param>
    public void AddPrepared(Span<float> into)
    {
        var products = _products.Span;
        for (var block = 0; block < blocks.Count; block++)
        {
            var (from, count) = blocks[block];
            var (rows, columns, mean) = (new double[count], new double[count], 0.0);
            for (var i = 0; i < count; i++)
                for (var j = 0; j < count; j++)
                {
                    var product = products[At(from + i, j)] * Scale(_ofA[from + i]) * Scale(_ofB[from + j]);
                    products[At(from + i, j)] = (float)product;
                    (rows[i], columns[j], mean) =
                        (rows[i] + product / count, columns[j] + product / count, mean + product / count / count);
                }
            for (var i = 0; i < count; i++)
                for (var j = 0; j < count; j++)
                    into[At(from + i, j)] += (float)(products[At(from + i, j)] - rows[i] - columns[j] + mean);
        }
    }

    /// <summary>Gives its room back.</summary>
    public void Dispose() => _products.Dispose();

    private int At(int unit, int other) => unit * blocks.Longest + other;

    /// <summary>To unit length; a row of zeros stays one.</summary>
    private static double Scale(double square) => square >= Nothing ? 1 / Math.Sqrt(square) : 1;
}
