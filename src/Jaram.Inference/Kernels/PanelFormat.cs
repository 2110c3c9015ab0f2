// A matrix lies in memory as panels of 64 rows, in the order in which a kernel reads it. A panel is the unit of work
// for one token and for many alike: y = W x for 64 rows of W.
//
// Every format fixes the order of its float sums, column blocks ascending and one fused multiply-add each. So one token
// or four at once, one thread or many, wide registers or none: the same bits.
// Source: ours.

namespace Jaram.Inference.Kernels;

/// <summary>How a panel of 64 rows is stored, and how it is multiplied.</summary>
internal abstract unsafe class PanelFormat
{
    /// <summary>Rows of a panel.</summary>
    public const int Rows = 64;

    /// <summary>Tokens that <see cref="MultiplyFour"/> takes at once.</summary>
    public const int Tokens = 4;

    /// <summary>Bytes of a panel; a multiple of 64. Columns 64i and those behind them begin where a panel of 64i
    /// columns
    /// would end, and so in inputs.</summary>
    /// <param name="columns">Columns of the matrix.</param>
    public abstract long PanelBytes(int columns);

    /// <summary>Bytes of a token's input as this format reads it; a multiple of 8.</summary>
    public abstract int InputBytes(int columns);

    /// <summary>Rewrites a token's input as this format reads it.</summary>
    /// <param name="x">One float a column.</param>
    /// <param name="input">To be filled, <see cref="InputBytes"/> long.</param>
    /// <param name="columns">Columns.</param>
    public abstract void Prepare(float* x, byte* input, int columns);

    /// <summary>Packs up to 64 rows; rows that are not there become 0.</summary>
    /// <param name="rows">(rows, columns) row-major</param>
    /// <param name="count">Rows that are there.</param>
    /// <param name="columns">Columns.</param>
    /// <param name="panel">To be filled, <see cref="PanelBytes"/> long.</param>
    public abstract void Pack(float* rows, int count, int columns, byte* panel);

    /// <summary>Reads one row back.</summary>
    /// <param name="panel">The panel.</param>
    /// <param name="row">0 to 63.</param>
    /// <param name="into">One float a column.</param>
    /// <param name="columns">Columns.</param>
    public abstract void Unpack(byte* panel, int row, float* into, int columns);

    /// <summary>Adds 64 rows times one token.</summary>
    /// <param name="panel">The panel.</param>
    /// <param name="input">As <see cref="Prepare"/> made it.</param>
    /// <param name="columns">Columns.</param>
    /// <param name="y">64 floats that are added to.</param>
    public abstract void MultiplyOne(byte* panel, byte* input, int columns, float* y);

    /// <summary>Adds 64 rows times four tokens.</summary>
    /// <param name="panel">The panel.</param>
    /// <param name="inputs">Four inputs; the same one may stand there more than once.</param>
    /// <param name="columns">Columns.</param>
    /// <param name="y">(4, 64) floats that are added to.</param>
    /// <param name="ahead">Weights that are needed next.</param>
    public abstract void MultiplyFour(byte* panel, byte** inputs, int columns, float* y, Ahead ahead);

    /// <summary><see cref="MultiplyFour"/> by <see cref="MultiplyOne"/>.</summary>
    protected void OneByOne(byte* panel, byte** inputs, int columns, float* y)
    {
        for (var t = 0; t < Tokens; t++) MultiplyOne(panel, inputs[t], columns, y + t * Rows);
    }

    /// <summary>The plain form of both: one token, one number at a time.</summary>
    public abstract void MultiplyPlain(byte* panel, byte* input, int columns, float* y);
}
