using Jaram.Inference.Kernels;

namespace Jaram.Inference.Weights;

/// <summary>A matrix in panels, wherever they lie: in memory of its own or in a mapped file.</summary>
/// <param name="format">How its numbers are stored.</param>
/// <param name="rows">Outputs.</param>
/// <param name="columns">Inputs.</param>
/// <param name="start">The first panel.</param>
internal sealed unsafe class PackedMatrix(WeightFormat format, int rows, int columns, byte* start)
{
    private readonly byte* _start = start;
    private readonly long _panelBytes = format.Panel().PanelBytes(columns);

    /// <summary>How its numbers are stored.</summary>
    public WeightFormat Format { get; } = format;

    /// <summary>Outputs.</summary>
    public int Rows { get; } = rows;

    /// <summary>Inputs.</summary>
    public int Columns { get; } = columns;

    /// <summary>The kernels of its format.</summary>
    public PanelFormat Kernels { get; } = format.Panel();

    /// <summary>Panels of 64 rows.</summary>
    public int Panels { get; } = PanelsOf(rows);

    /// <summary>All of its bytes.</summary>
    public long Bytes => Panels * _panelBytes;

    /// <summary>Bytes of a panel.</summary>
    public long PanelBytes => _panelBytes;

    /// <summary>A panel.</summary>
    public byte* Panel(int panel) => _start + panel * _panelBytes;

    /// <summary>Reads a row back as floats.</summary>
    public void Read(int row, float* into) =>
        Kernels.Unpack(Panel(row / PanelFormat.Rows), row % PanelFormat.Rows, into, Columns);

    /// <summary>Panels of so many rows.</summary>
    public static int PanelsOf(int rows) => (rows + PanelFormat.Rows - 1) / PanelFormat.Rows;

    /// <summary>Bytes of a matrix.</summary>
    public static long BytesOf(WeightFormat format, int rows, int columns) =>
        PanelsOf(rows) * format.Panel().PanelBytes(columns);
}
