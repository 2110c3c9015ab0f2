// 4-bit weights with 8-bit inputs. Weights are w = scale · (q - 8) with q from 0 to 15, and a bfloat16 scale for each
// row and group of 32 or 64 columns: 4.5 or 4.25 bits a weight.
//
//   group: 64 scales (128 bytes) · one or two blocks of 32 columns
//   block: four steps of 8 columns, 256 bytes each; byte 4·row + j holds column j low and column 4 + j high
//   input block: 32 int8 · float scale · two int16, -8 times the sum of those at places 4i, 4i + 1 and of the others
//
// Exact in int16: a sum of products starts at its -8 · sum of inputs, and 16 products of -8 · 127 end at -16,256 at
// most; what leaves the range on the way comes back, as additions wrap.
// Source: ours.

using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Jaram.Inference.Kernels;

/// <summary>64 rows of 4-bit weights.</summary>
/// <param name="blocksOfGroup">Blocks of 32 columns that share a scale: 1 or 2.</param>
internal sealed unsafe class Int4Panel(int blocksOfGroup) : PanelFormat
{
    /// <summary>Columns of a block and of a step; bytes of a step, of a block, and of a block of an input.</summary>
    public const int Block = Blocks.Columns, Step = 8, StepBytes = Rows * Step / 2,
        BlockBytes = Block / Step * StepBytes, InputBlock = Block + 8;

    private const int Offset = 8;

    private int Group => Block * blocksOfGroup;

    private int GroupBytes => Scales.Bytes + blocksOfGroup * BlockBytes;

    /// <inheritdoc/>
    public override long PanelBytes(int columns) => (long)Groups(columns) * GroupBytes;

    /// <inheritdoc/>
    public override int InputBytes(int columns) => Groups(columns) * blocksOfGroup * InputBlock;

    /// <inheritdoc/>
    public override void Prepare(float* x, byte* input, int columns)
    {
        for (var k = 0; k < Groups(columns) * Group; k += Block, input += InputBlock)
        {
            var there = Math.Clamp(columns - k, 0, Block);
            *(float*)(input + Block) = Blocks.Round8(x + k, there, (sbyte*)input, out var sums);
            *(short*)(input + Block + 4) = (short)(-Offset * sums.Item1);
            *(short*)(input + Block + 6) = (short)(-Offset * sums.Item2);
        }
    }

    /// <inheritdoc/>
    public override void Pack(float* rows, int count, int columns, byte* panel)
    {
        new Span<byte>(panel, (int)PanelBytes(columns)).Clear();
        byte* q = stackalloc byte[Group];
        for (var row = 0; row < count; row++)
            for (var g = 0; g < Groups(columns); g++)
            {
                var group = panel + (long)g * GroupBytes;
                var there = Math.Min(columns - g * Group, Group);
                new Span<byte>(q, Group).Fill(Offset);
                ((ushort*)group)[row] = WeightRounding.Search(rows + (long)row * columns + g * Group, there, q);
                for (var k = 0; k < Group; k += Step)
                    *(uint*)(group + Scales.Bytes + Place(row, k)) = *(uint*)(q + k) | *(uint*)(q + k + 4) << 4;
            }
    }

    /// <inheritdoc/>
    public override void Unpack(byte* panel, int row, float* into, int columns)
    {
        for (var k = 0; k < columns; k++)
        {
            var group = panel + (long)(k / Group) * GroupBytes;
            var q = (group[Scales.Bytes + Place(row, k % Group)] >> Shift(k)) & 15;
            into[k] = (q - Offset) * Scales.Read(group, row);
        }
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void MultiplyOne(byte* panel, byte* input, int columns, float* y)
    {
        if (!Avx512BW.IsSupported)
        {
            if (Avx2.IsSupported) Int4Narrow.MultiplyOne(panel, input, Groups(columns), blocksOfGroup, y);
            else MultiplyPlain(panel, input, columns, y);
            return;
        }
        var (low, one) = (Vector512.Create((byte)15), Vector512.Create((short)1));
        var (f0, f1, f2, f3) = Lanes.Load(y);
        for (var g = 0; g < Groups(columns); g++)
        {
            var scales = panel;
            panel += Scales.Bytes;
            for (var b = 0; b < blocksOfGroup; b++, input += InputBlock)
            {
                var a0 = Vector512.Create(*(int*)(input + Block + 4)).AsInt16();
                var (a1, a2, a3) = (a0, a0, a0);
                for (var k = 0; k < Block; k += Step, panel += StepBytes)
                {
                    var x = Vector512.Create(*(int*)(input + k)).AsSByte();
                    var z = Vector512.Create(*(int*)(input + k + 4)).AsSByte();
                    Sse.Prefetch0(panel + Blocks.Ahead);
                    Sse.Prefetch0(panel + Blocks.Ahead + 64);
                    Sse.Prefetch0(panel + Blocks.Ahead + 128);
                    Sse.Prefetch0(panel + Blocks.Ahead + 192);
                    a0 = Sum(Vector512.Load(panel), low, x, z, a0);
                    a1 = Sum(Vector512.Load(panel + 64), low, x, z, a1);
                    a2 = Sum(Vector512.Load(panel + 128), low, x, z, a2);
                    a3 = Sum(Vector512.Load(panel + 192), low, x, z, a3);
                }
                var s = Vector512.Create(*(float*)(input + Block));
                f0 = Scales.Add(Avx512BW.MultiplyAddAdjacent(a0, one), scales, s, f0);
                f1 = Scales.Add(Avx512BW.MultiplyAddAdjacent(a1, one), scales + 32, s, f1);
                f2 = Scales.Add(Avx512BW.MultiplyAddAdjacent(a2, one), scales + 64, s, f2);
                f3 = Scales.Add(Avx512BW.MultiplyAddAdjacent(a3, one), scales + 96, s, f3);
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
        Int4Four.Multiply(panel, inputs, Groups(columns), blocksOfGroup, y, ahead);
    }

    /// <inheritdoc/>
    public override void MultiplyPlain(byte* panel, byte* input, int columns, float* y)
    {
        for (var row = 0; row < Rows; row++)
        {
            var sum = y[row];
            byte* group = panel, x = input;
            for (var g = 0; g < Groups(columns); g++, group += GroupBytes)
                for (var b = 0; b < blocksOfGroup; b++, x += InputBlock)
                {
                    var dot = 0;
                    for (var k = 0; k < Block; k++)
                        dot += ((group[Scales.Bytes + Place(row, b * Block + k)] >> Shift(k)) & 15) * ((sbyte*)x)[k];
                    var scale = Scales.Read(group, row) * *(float*)(x + Block);
                    sum = MathF.FusedMultiplyAdd(dot + ((short*)(x + Block + 4))[0] + ((short*)(x + Block + 4))[1],
                        scale, sum);
                }
            y[row] = sum;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<short> Sum(Vector512<byte> w, Vector512<byte> low, Vector512<sbyte> x, Vector512<sbyte> z,
        Vector512<short> sum) =>
        sum + Avx512BW.MultiplyAddAdjacent(w & low, x)
            + Avx512BW.MultiplyAddAdjacent((w.AsUInt16() >> 4).AsByte() & low, z);

    /// <summary>The byte of a group in which a column lies.</summary>
    private static int Place(int row, int k) => k / Step * StepBytes + row * 4 + k % 4;

    /// <summary>How far up in its byte a column lies.</summary>
    private static int Shift(int k) => k % Step / 4 * 4;

    private int Groups(int columns) => (columns + Group - 1) / Group;
}
