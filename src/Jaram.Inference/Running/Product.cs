// A panel is read from memory once for all tokens, and by slices of columns that stay in a core's first cache while 32
// tokens pass, four at once. Beside them the next slice is fetched, as memory has little to do meanwhile.
// Source: blocking as in Goto and van de Geijn, ACM TOMS 34 (2008), section 4; sizes ours.

using System.Runtime.CompilerServices;
using Jaram.Inference.Kernels;
using Jaram.Inference.Weights;

namespace Jaram.Inference.Running;

/// <summary>y = x Wᵀ for some tokens.</summary>
/// <param name="Matrix">W</param>
/// <param name="Inputs">Pointers to the tokens' inputs, prepared for the matrix's format.</param>
/// <param name="Tokens">How many.</param>
/// <param name="Y">(tokens, rows) to be filled</param>
/// <param name="Stride">Floats from one token's outputs to the next one's.</param>
internal readonly unsafe record struct Product(PackedMatrix Matrix, nint Inputs, int Tokens, nint Y, long Stride)
{
    private const int MostTokens = 32, SliceBytes = 20 << 10, SliceUnit = 64;

    /// <summary>Computes a panel.</summary>
    /// <param name="panel">Which.</param>
    /// <param name="next">The one that this thread is likely to compute next.</param>
    [SkipLocalsInit]
    public void Compute(int panel, int next)
    {
        var soon = next < Matrix.Panels ? Matrix.Panel(next) : null;
        var rows = Math.Min(PanelFormat.Rows, Matrix.Rows - panel * PanelFormat.Rows);
        var to = (float*)Y + (long)panel * PanelFormat.Rows;
        float* y = stackalloc float[MostTokens * PanelFormat.Rows];
        for (var token = 0; token < Tokens; token += MostTokens, soon = null)
        {
            var there = Math.Min(MostTokens, Tokens - token);
            Some(Matrix.Panel(panel), soon, (byte**)Inputs + token, there, y);
            for (var t = 0; t < there; t++)
                new ReadOnlySpan<float>(y + t * PanelFormat.Rows, rows)
                    .CopyTo(new Span<float>(to + (token + t) * Stride, rows));
        }
    }

    /// <summary>Up to 32 tokens: as many fours as there are, the last one perhaps of two or three; one that is left
    /// over goes alone.</summary>
    private void Some(byte* panel, byte* soon, byte** inputs, int tokens, float* y)
    {
        var (kernels, fours) = (Matrix.Kernels, (tokens + 2) / PanelFormat.Tokens);
        new Span<float>(y, tokens * PanelFormat.Rows).Clear();
        var slice = (int)Math.Max(SliceBytes / kernels.PanelBytes(SliceUnit), 1) * SliceUnit;
        for (var column = 0; column < Matrix.Columns && fours > 0; column += slice)
        {
            var next = column + slice;
            var w = panel + kernels.PanelBytes(column);
            var ahead = next < Matrix.Columns ? panel + kernels.PanelBytes(next) : soon;
            var (columns, share) = (Math.Min(slice, Matrix.Columns - column), kernels.PanelBytes(slice) / fours);
            for (var four = 0; four < fours; four++)
                Four(w, inputs + four * PanelFormat.Tokens, Math.Min(PanelFormat.Tokens,
                    tokens - four * PanelFormat.Tokens),
                    (column, columns), y + four * PanelFormat.Tokens * PanelFormat.Rows,
                    new(ahead == null ? null : ahead + four * share, fours));
        }
        if (fours * PanelFormat.Tokens < tokens)
            kernels.MultiplyOne(panel, inputs[tokens - 1], Matrix.Columns, y + (tokens - 1) * PanelFormat.Rows);
    }

    /// <summary>A slice of a panel for up to four tokens; the last one stands for those that are missing.</summary>
    [SkipLocalsInit]
    private void Four(byte* w, byte** inputs, int there, (int First, int Count) columns, float* y, Ahead ahead)
    {
        var offset = Matrix.Kernels.InputBytes(columns.First);
        byte** four = stackalloc byte*[PanelFormat.Tokens];
        for (var t = 0; t < PanelFormat.Tokens; t++) four[t] = inputs[Math.Min(t, there - 1)] + offset;
        Matrix.Kernels.MultiplyFour(w, four, columns.Count, y, ahead);
    }
}
