namespace Jaram.Architecture.Graphs;

/// <summary>What flows along an edge: a row of numbers for each token.</summary>
/// <param name="Rows">Tokens T.</param>
/// <param name="Width">Numbers of a token; scores have H·T, a row of T for each head.</param>
/// <param name="Data">(T, width) row-major</param>
internal sealed record Signal(int Rows, int Width, double[] Data)
{
    /// <summary>A token's numbers.</summary>
    public Span<double> this[int row] => Data.AsSpan(row * Width, Width);

    /// <summary>All zero.</summary>
    public static Signal Zero(int rows, int width) => new(rows, width, new double[rows * width]);

    /// <summary>Each token's numbers made from its own row of another signal.</summary>
    public delegate void EachRow(ReadOnlySpan<double> from, Span<double> to);

    /// <summary>Made token by token.</summary>
    public Signal Map(int width, EachRow map)
    {
        var to = Zero(Rows, width);
        for (var row = 0; row < Rows; row++) map(this[row], to[row]);
        return to;
    }

    /// <summary>The greatest difference of two numbers at one place.</summary>
    public double Apart(Signal other) => Data.Zip(other.Data, (a, b) => Math.Abs(a - b)).DefaultIfEmpty().Max();
}
