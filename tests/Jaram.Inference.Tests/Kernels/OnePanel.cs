using Jaram.Inference.Weights;

namespace Jaram.Inference.Kernels.Tests;

/// <summary>A packed panel with inputs of four tokens.</summary>
internal sealed unsafe class OnePanel : IDisposable
{
    private readonly PanelFormat _kernels;
    private readonly int _columns;
    private readonly NativeArray<float> _rows, _x;
    private readonly NativeArray<byte> _panel, _inputs;

    public OnePanel(WeightFormat format, int columns, Func<int, int, float> weight, Func<int, float> input)
    {
        (_kernels, _columns) = (format.Panel(), columns);
        (_rows, _x) = (new(PanelFormat.Rows * columns), new(PanelFormat.Tokens * columns));
        (_panel, _inputs) = (new(_kernels.PanelBytes(columns) + Blocks.Ahead),
            new(PanelFormat.Tokens * _kernels.InputBytes(columns)));
        for (var i = 0; i < _rows.Count; i++) _rows.Start[i] = weight(i / columns, i % columns);
        for (var i = 0; i < _x.Count; i++) _x.Start[i] = input(i);
        _kernels.Pack(_rows.Start, PanelFormat.Rows, columns, _panel.Start);
        for (var t = 0; t < PanelFormat.Tokens; t++) _kernels.Prepare(_x.Start + t * columns, Input(t), columns);
    }

    public OnePanel(WeightFormat format, int columns, int seed, float size)
        : this(format, columns, Uniform(new Random(seed), size), Uniform(new Random(~seed))) { }

    public float[] Given(int row) => _rows.Slice(row * _columns, _columns).ToArray();

    public float[] X(int token) => _x.Slice(token * _columns, _columns).ToArray();

    public float[] Row(int row)
    {
        using var into = new NativeArray<float>(_columns);
        _kernels.Unpack(_panel.Start, row, into.Start, _columns);
        return into.Slice(0, _columns).ToArray();
    }

    public float[] One(int token) =>
        Take(PanelFormat.Rows, y => _kernels.MultiplyOne(_panel.Start, Input(token), _columns, y.Start));

    public float[] Plain(int token) =>
        Take(PanelFormat.Rows, y => _kernels.MultiplyPlain(_panel.Start, Input(token), _columns, y.Start));

    public float[] Four() => Take(PanelFormat.Tokens * PanelFormat.Rows, y =>
    {
        var inputs = stackalloc byte*[] { Input(0), Input(1), Input(2), Input(3) };
        _kernels.MultiplyFour(_panel.Start, inputs, _columns, y.Start, default);
    });

    public void Dispose()
    {
        _rows.Dispose();
        _x.Dispose();
        _panel.Dispose();
        _inputs.Dispose();
    }

    private byte* Input(int token) => _inputs.Start + token * _kernels.InputBytes(_columns);

    private static float[] Take(int count, Action<NativeArray<float>> fill)
    {
        using var y = new NativeArray<float>(count);
        y.Slice(0, count).Clear();
        fill(y);
        return y.Slice(0, count).ToArray();
    }

    private static Func<int, int, float> Uniform(Random random, float size) =>
        (_, _) => (random.NextSingle() * 2 - 1) * size;

    private static Func<int, float> Uniform(Random random) => _ => random.NextSingle() * 2 - 1;
}
