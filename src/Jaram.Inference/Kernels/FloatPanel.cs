// Panels of float32 or bfloat16: [column][64 rows].
// Source: ours.

using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Jaram.Inference.Kernels;

/// <summary>64 rows of floats, column by column.</summary>
internal sealed unsafe class FloatPanel<TElement> : PanelFormat where TElement : struct, IElement
{
    /// <inheritdoc/>
    public override long PanelBytes(int columns) => (long)columns * Rows * TElement.Bytes;

    /// <inheritdoc/>
    public override int InputBytes(int columns) => (columns + 1) / 2 * 2 * sizeof(float);

    /// <inheritdoc/>
    public override void Prepare(float* x, byte* input, int columns) =>
        new ReadOnlySpan<float>(x, columns).CopyTo(new Span<float>(input, columns));

    /// <inheritdoc/>
    public override void Pack(float* rows, int count, int columns, byte* panel)
    {
        for (var k = 0; k < columns; k++)
            for (var row = 0; row < Rows; row++, panel += TElement.Bytes)
                TElement.Write(row < count ? rows[(long)row * columns + k] : 0, panel);
    }

    /// <inheritdoc/>
    public override void Unpack(byte* panel, int row, float* into, int columns)
    {
        for (var k = 0; k < columns; k++) into[k] = TElement.Read(panel + ((long)k * Rows + row) * TElement.Bytes);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void MultiplyOne(byte* panel, byte* input, int columns, float* y)
    {
        var x = (float*)input;
        var step = Lanes.Count * TElement.Bytes;
        var (y0, y1, y2, y3) = Lanes.Load(y);
        for (var k = 0; k < columns; k++, panel += 4 * step)
        {
            var b = Vector512.Create(x[k]);
            y0 = Lanes.Fma(TElement.Load(panel), b, y0);
            y1 = Lanes.Fma(TElement.Load(panel + step), b, y1);
            y2 = Lanes.Fma(TElement.Load(panel + 2 * step), b, y2);
            y3 = Lanes.Fma(TElement.Load(panel + 3 * step), b, y3);
        }
        Lanes.Store(y, y0, y1, y2, y3);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void MultiplyFour(byte* panel, byte** inputs, int columns, float* y, Ahead ahead)
    {
        float* p = (float*)inputs[0], q = (float*)inputs[1], r = (float*)inputs[2], s = (float*)inputs[3];
        var step = Lanes.Count * TElement.Bytes;
        var lines = ahead.LinesBeside(4 * step);
        var (p0, p1, p2, p3) = Lanes.Load(y);
        var (q0, q1, q2, q3) = Lanes.Load(y + Rows);
        var (r0, r1, r2, r3) = Lanes.Load(y + 2 * Rows);
        var (s0, s1, s2, s3) = Lanes.Load(y + 3 * Rows);
        for (var k = 0; k < columns; k++, panel += 4 * step)
        {
            ahead.Fetch(lines);
            var (w0, w1) = (TElement.Load(panel), TElement.Load(panel + step));
            var (w2, w3) = (TElement.Load(panel + 2 * step), TElement.Load(panel + 3 * step));
            var b = Vector512.Create(p[k]);
            p0 = Lanes.Fma(w0, b, p0); p1 = Lanes.Fma(w1, b, p1); p2 = Lanes.Fma(w2, b, p2); p3 = Lanes.Fma(w3, b, p3);
            b = Vector512.Create(q[k]);
            q0 = Lanes.Fma(w0, b, q0); q1 = Lanes.Fma(w1, b, q1); q2 = Lanes.Fma(w2, b, q2); q3 = Lanes.Fma(w3, b, q3);
            b = Vector512.Create(r[k]);
            r0 = Lanes.Fma(w0, b, r0); r1 = Lanes.Fma(w1, b, r1); r2 = Lanes.Fma(w2, b, r2); r3 = Lanes.Fma(w3, b, r3);
            b = Vector512.Create(s[k]);
            s0 = Lanes.Fma(w0, b, s0); s1 = Lanes.Fma(w1, b, s1); s2 = Lanes.Fma(w2, b, s2); s3 = Lanes.Fma(w3, b, s3);
        }
        Lanes.Store(y, p0, p1, p2, p3);
        Lanes.Store(y + Rows, q0, q1, q2, q3);
        Lanes.Store(y + 2 * Rows, r0, r1, r2, r3);
        Lanes.Store(y + 3 * Rows, s0, s1, s2, s3);
    }

    /// <inheritdoc/>
    public override void MultiplyPlain(byte* panel, byte* input, int columns, float* y)
    {
        for (var row = 0; row < Rows; row++)
        {
            var sum = y[row];
            for (var k = 0; k < columns; k++)
                sum = MathF.FusedMultiplyAdd(TElement.Read(panel + ((long)k * Rows + row) * TElement.Bytes),
                    ((float*)input)[k], sum);
            y[row] = sum;
        }
    }
}
