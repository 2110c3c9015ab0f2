// Rotary position embedding: pair i of a head is turned by angle t·f(i), f(i) = θ^(−2i/P), perhaps scaled. Angles are
// computed in double and kept as float cosines and sines.
// Source: RoFormer, arXiv:2104.09864, section 3.4.2; scalings as Jaram.Architecture.Blocks.RotaryScaling names them.

using Jaram.Architecture.Blocks;

namespace Jaram.Inference.Kernels;

/// <summary>Turns the first P channels of heads. Grows with the longest text; only <see cref="Reach"/> changes it.
/// </summary>
/// <param name="design">Base, layout and scaling.</param>
internal sealed unsafe class RotaryTable(RotaryDesign design) : IDisposable
{
    private const int First = 256;

    private readonly int _pairs = design.Dim / 2;
    private NativeArray<float> _table = new(0);                         // position: P/2 cosines, P/2 sines
    private int _positions;

    /// <summary>Makes sure that positions below this one are in the table.</summary>
    public void Reach(int positions)
    {
        if (positions <= _positions) return;
        var more = Math.Max(First, Math.Max(positions, 2 * _positions));
        var table = new NativeArray<float>((long)more * design.Dim);
        _table.Slice(0, _positions * design.Dim).CopyTo(table.Slice(0, _positions * design.Dim));
        var warmth = design.Scaling?.Temperature ?? 1;
        for (var pair = 0; pair < _pairs; pair++)
        {
            var frequency = Frequency(pair);
            for (var position = _positions; position < more; position++)
            {
                var (sin, cos) = Math.SinCos(position * frequency);
                table.Start[(long)position * design.Dim + pair] = (float)(cos * warmth);
                table.Start[(long)position * design.Dim + _pairs + pair] = (float)(sin * warmth);
            }
        }
        _table.Dispose();
        (_table, _positions) = (table, more);
    }

    /// <summary>Turns a head in place.</summary>
    /// <param name="x">P floats or more; only the first P are turned.</param>
    /// <param name="position">The token's place in its text.</param>
    public void Turn(float* x, int position)
    {
        float* cos = _table.Start + (long)position * design.Dim, sin = cos + _pairs;
        if (design.Layout == RotaryLayout.Halves)
            for (var i = 0; i < _pairs; i++) Turn(x + i, x + _pairs + i, cos[i], sin[i]);
        else
            for (var i = 0; i < _pairs; i++) Turn(x + 2 * i, x + 2 * i + 1, cos[i], sin[i]);
    }

    /// <inheritdoc/>
    public void Dispose() => _table.Dispose();

    private static void Turn(float* a, float* b, float cos, float sin)
    {
        var (u, v) = (*a * cos - *b * sin, *a * sin + *b * cos);
        (*a, *b) = (u, v);
    }

    private double Frequency(int pair)
    {
        var frequency = Math.Pow(design.Theta, -2.0 * pair / design.Dim);
        return design.Scaling?.Scale(frequency, pair, design) ?? frequency;
    }
}
