// 8-bit weights with 16-bit inputs. Weights are symmetric, -127 to 127, with a bfloat16 scale for each row and 64
// columns: 8.25 bits a weight. Inputs keep 16 bits, which costs nothing here and leaves the weights' rounding alone.
//
//   group of 64 columns: 64 scales (128 bytes) · two blocks of 32 columns
//   block: [16 pairs of columns][64 rows][2]
//   input block: 32 int16 · float scale · 4 bytes unused
//
// Exact in int32: 16 pairs of 127 · 32,767 sum to 1.4e8 at most.
// Source: ours.

using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Jaram.Inference.Kernels;

/// <summary>64 rows of 8-bit weights.</summary>
internal sealed unsafe class Int8Panel : PanelFormat
{
    /// <summary>Columns of a block, blocks of a group; bytes of a pair of columns, of a block, and of a block of an
    /// input.</summary>
    public const int Block = Blocks.Columns, BlocksOfGroup = 2, Pair = Rows * 2, BlockBytes = Block / 2 * Pair,
        InputBlock = Block * sizeof(short) + 8;

    private const int Group = Block * BlocksOfGroup;

    /// <inheritdoc/>
    public override long PanelBytes(int columns) =>
        (long)Groups(columns) * (Scales.Bytes + BlocksOfGroup * BlockBytes);

    /// <inheritdoc/>
    public override int InputBytes(int columns) => Groups(columns) * BlocksOfGroup * InputBlock;

    /// <inheritdoc/>
    public override void Prepare(float* x, byte* input, int columns)
    {
        for (var k = 0; k < Groups(columns) * Group; k += Block, input += InputBlock)
        {
            var there = Math.Clamp(columns - k, 0, Block);
            *(float*)(input + Block * sizeof(short)) = Blocks.Round16(x + k, there, (short*)input);
        }
    }

    /// <inheritdoc/>
    public override void Pack(float* rows, int count, int columns, byte* panel)
    {
        new Span<byte>(panel, (int)PanelBytes(columns)).Clear();
        sbyte* q = stackalloc sbyte[Group + 1];                             // an odd last column has a 0 beside it
        for (var row = 0; row < count; row++)
            for (var g = 0; g < Groups(columns); g++)
            {
                var group = panel + (long)g * (Scales.Bytes + BlocksOfGroup * BlockBytes);
                var there = Math.Min(columns - g * Group, Group);
                ((ushort*)group)[row] = WeightRounding.Nearest(rows + (long)row * columns + g * Group, there, q);
                for (var k = 0; k < there; k += 2)
                    *(ushort*)(group + Scales.Bytes + k / 2 * Pair + row * 2) = *(ushort*)(q + k);
            }
    }

    /// <inheritdoc/>
    public override void Unpack(byte* panel, int row, float* into, int columns)
    {
        for (var k = 0; k < columns; k++)
        {
            var group = panel + (long)(k / Group) * (Scales.Bytes + BlocksOfGroup * BlockBytes);
            into[k] = (sbyte)group[Scales.Bytes + k % Group / 2 * Pair + row * 2 + k % 2] * Scales.Read(group, row);
        }
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void MultiplyOne(byte* panel, byte* input, int columns, float* y)
    {
        if (!Avx512BW.IsSupported)
        {
            if (Avx2.IsSupported) Int8Narrow.MultiplyOne(panel, input, Groups(columns), y);
            else MultiplyPlain(panel, input, columns, y);
            return;
        }
        var (f0, f1, f2, f3) = Lanes.Load(y);
        for (var g = 0; g < Groups(columns); g++)
        {
            var scales = panel;
            panel += Scales.Bytes;
            for (var b = 0; b < BlocksOfGroup; b++, input += InputBlock)
            {
                Vector512<int> a0 = default, a1 = default, a2 = default, a3 = default;
                for (var k = 0; k < Block * sizeof(short); k += 4, panel += Pair)
                {
                    var x = Vector512.Create(*(int*)(input + k)).AsInt16();
                    Sse.Prefetch0(panel + Blocks.Ahead);
                    Sse.Prefetch0(panel + Blocks.Ahead + 64);
                    a0 += Sum(panel, x);
                    a1 += Sum(panel + 32, x);
                    a2 += Sum(panel + 64, x);
                    a3 += Sum(panel + 96, x);
                }
                var scale = Vector512.Create(*(float*)(input + Block * sizeof(short)));
                f0 = Scales.Add(a0, scales, scale, f0);
                f1 = Scales.Add(a1, scales + 32, scale, f1);
                f2 = Scales.Add(a2, scales + 64, scale, f2);
                f3 = Scales.Add(a3, scales + 96, scale, f3);
            }
        }
        Lanes.Store(y, f0, f1, f2, f3);
    }

    /// <inheritdoc/>
    public override void MultiplyFour(byte* panel, byte** inputs, int columns, float* y, Ahead ahead)
    {
        if (!Avx512BW.IsSupported)
        {
            OneByOne(panel, inputs, columns, y);
            return;
        }
        byte* x0 = inputs[0], x1 = inputs[1], x2 = inputs[2], x3 = inputs[3];
        var lines = ahead.LinesBeside(Scales.Bytes + BlocksOfGroup * BlockBytes);
        for (var g = 0; g < Groups(columns); g++)
        {
            ahead.Fetch(lines);
            var scales = panel;
            panel += Scales.Bytes;
            for (var b = 0; b < BlocksOfGroup; b++, panel += BlockBytes)
            {
                BlockTimesFour(panel, scales, x0, x1, x2, x3, y);
                x0 += InputBlock; x1 += InputBlock; x2 += InputBlock; x3 += InputBlock;
            }
        }
    }

    /// <inheritdoc/>
    public override void MultiplyPlain(byte* panel, byte* input, int columns, float* y)
    {
        for (var row = 0; row < Rows; row++)
        {
            var sum = y[row];
            byte* group = panel, x = input;
            for (var g = 0; g < Groups(columns); g++, group += Scales.Bytes + BlocksOfGroup * BlockBytes)
                for (var b = 0; b < BlocksOfGroup; b++, x += InputBlock)
                {
                    var dot = 0;
                    var block = group + Scales.Bytes + b * BlockBytes;
                    for (var k = 0; k < Block; k++)
                        dot += (sbyte)block[k / 2 * Pair + row * 2 + k % 2] * ((short*)x)[k];
                    var scale = Scales.Read(group, row) * *(float*)(x + Block * sizeof(short));
                    sum = MathF.FusedMultiplyAdd(dot, scale, sum);
                }
            y[row] = sum;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void BlockTimesFour(byte* w, byte* scales, byte* p, byte* q, byte* r, byte* s, float* y)
    {
        Vector512<int> p0 = default, p1 = default, p2 = default, p3 = default;
        Vector512<int> q0 = default, q1 = default, q2 = default, q3 = default;
        Vector512<int> r0 = default, r1 = default, r2 = default, r3 = default;
        Vector512<int> s0 = default, s1 = default, s2 = default, s3 = default;
        for (var k = 0; k < Block * sizeof(short); k += 4, w += Pair)
        {
            var (w0, w1, w2, w3) = (Wide(w), Wide(w + 32), Wide(w + 64), Wide(w + 96));
            var x = Vector512.Create(*(int*)(p + k)).AsInt16();
            p0 += Two(w0, x); p1 += Two(w1, x); p2 += Two(w2, x); p3 += Two(w3, x);
            x = Vector512.Create(*(int*)(q + k)).AsInt16();
            q0 += Two(w0, x); q1 += Two(w1, x); q2 += Two(w2, x); q3 += Two(w3, x);
            x = Vector512.Create(*(int*)(r + k)).AsInt16();
            r0 += Two(w0, x); r1 += Two(w1, x); r2 += Two(w2, x); r3 += Two(w3, x);
            x = Vector512.Create(*(int*)(s + k)).AsInt16();
            s0 += Two(w0, x); s1 += Two(w1, x); s2 += Two(w2, x); s3 += Two(w3, x);
        }
        Scales.AddFour(p0, p1, p2, p3, scales, *(float*)(p + Block * sizeof(short)), y);
        Scales.AddFour(q0, q1, q2, q3, scales, *(float*)(q + Block * sizeof(short)), y + Rows);
        Scales.AddFour(r0, r1, r2, r3, scales, *(float*)(r + Block * sizeof(short)), y + 2 * Rows);
        Scales.AddFour(s0, s1, s2, s3, scales, *(float*)(s + Block * sizeof(short)), y + 3 * Rows);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<int> Sum(byte* w, Vector512<short> x) => Two(Wide(w), x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<short> Wide(byte* w) => Avx512BW.ConvertToVector512Int16(Vector256.Load((sbyte*)w));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<int> Two(Vector512<short> w, Vector512<short> x) => Avx512BW.MultiplyAddAdjacent(w, x);

    private static int Groups(int columns) => (columns + Group - 1) / Group;
}
