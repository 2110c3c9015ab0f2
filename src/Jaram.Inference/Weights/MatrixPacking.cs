using Jaram.Inference.Kernels;

namespace Jaram.Inference.Weights;

/// <summary>Turns rows of a tensor into panels, on all processors.</summary>
internal static unsafe class MatrixPacking
{
    /// <summary>Packs a matrix.</summary>
    /// <param name="wanted">Which.</param>
    /// <param name="source">Where its numbers are.</param>
    /// <param name="into">Where its panels go.</param>
    public static void Pack(MatrixWanted wanted, SourceTensors source, byte* into)
    {
        source.Check(wanted.Name, [wanted.TensorRows, wanted.TensorColumns]);
        var kernels = wanted.Format.Panel();
        var panelBytes = kernels.PanelBytes(wanted.Columns);
        Parallel.For(0, PackedMatrix.PanelsOf(wanted.Rows), () => new NativeArray<float>(0), (panel, _, rows) =>
        {
            var (first, needed) = (panel * PanelFormat.Rows, (long)PanelFormat.Rows * wanted.Columns);
            if (rows.Count < needed)
            {
                rows.Dispose();
                rows = new(needed);
            }
            var count = Math.Min(PanelFormat.Rows, wanted.Rows - first);
            if (wanted.IsTransposed) ReadColumns(wanted, source, first, count, rows);
            else ReadRows(wanted, source, first, count, rows);
            kernels.Pack(rows.Start, count, wanted.Columns, into + panel * panelBytes);
            return rows;
        }, rows => rows.Dispose());
    }

    private static void ReadRows(MatrixWanted wanted, SourceTensors source, int first, int count,
        NativeArray<float> rows) =>
        source.Read(wanted.Name, [wanted.TensorRows, wanted.TensorColumns],
            ((long)wanted.From + first) * wanted.TensorColumns, rows.Slice(0, count * wanted.Columns));

    /// <summary>Row i of the matrix is column i of the tensor's taken rows.</summary>
    private static void ReadColumns(MatrixWanted wanted, SourceTensors source, int first, int count,
        NativeArray<float> rows)
    {
        using var row = new NativeArray<float>(wanted.TensorColumns);
        for (var k = 0; k < wanted.Count; k++)
        {
            source.Read(wanted.Name, [wanted.TensorRows, wanted.TensorColumns],
                ((long)wanted.From + k) * wanted.TensorColumns, row.Slice(0, wanted.TensorColumns));
            for (var i = 0; i < count; i++) rows.Start[(long)i * wanted.Columns + k] = row.Start[first + i];
        }
    }
}
