// Learns to foresee a layer's matrix from its two neighbours'.
// Source: LESA, arXiv:2502.13794: common basis by singular values, a network 2d → 256 → 256 → d, Adam at
// 1e-3, 10 rounds, squared error plus 5e-4 of the difference in length.
//
//   n layers · d rows of the matrix · c columns

using Jaram.Ledger.Growth;
using static TorchSharp.torch;

namespace Jaram.Training.Growth;

/// <summary>One kind of matrix, over all layers, in their common basis.</summary>
internal sealed class MiddleLayer
{
    private const int Hidden = 256, Rounds = 10, Columns = 64;
    private const double Rate = 1e-3, OfLength = 5e-4;

    private readonly double[][] _left;
    private readonly double[] _sizes;
    private readonly float[][] _layers;
    private readonly float[][] _network;

    private MiddleLayer(double[][] left, double[] sizes, float[][] layers, float[][] network) =>
        (_left, _sizes, _layers, _network) = (left, sizes, layers, network);

    /// <summary>Learns from all layers of a parent.</summary>
    /// <param name="parent">Three layers or more, of one kind.</param>
    /// <param name="own">The matrix's name in its layer.</param>
    /// <param name="seed">Draws the network's first weights.</param>
    public static MiddleLayer Learn(ParentModel parent, string own, byte[] seed)
    {
        double[][][] layers = [.. Enumerable.Range(0, parent.Design.Stack.Length)
            .Select(layer => parent.Rows(FormattableString.Invariant($"layers.{layer}.{own}")))];
        var (rows, columns) = (layers[0].Length, layers[0][0].Length);
        var spectrum = SingularValues.Of([.. Enumerable.Range(0, rows)
            .Select(row => (double[])[.. layers.SelectMany(layer => layer[row])])]);
        // in this basis a coordinate is of size 1 on average, so that the network sees all alike
        double[] sizes = [.. spectrum.Values.Select(value =>
            Math.Max(value, 1e-9 * Math.Max(spectrum.Values[0], 1e-30)) / Math.Sqrt(layers.Length * columns))];
        float[][] known = [.. layers.Select(layer => Coordinates(layer, spectrum.Left, sizes))];
        return new(spectrum.Left, sizes, known, Train(known, rows, columns, own, seed));
    }

    /// <summary>The matrix between a layer and the next, row-major.</summary>
    public float[] Between(int layer)
    {
        using var quiet = no_grad();
        using var scope = NewDisposeScope();
        var (rows, columns) = (_sizes.Length, _layers[layer].Length / _sizes.Length);
        var (before, after) = (Points(_layers[layer], columns), Points(_layers[layer + 1], columns));
        Tensor[] network = [.. _network.Zip(Shapes(rows), (numbers, shape) => tensor(numbers).view(shape))];
        var middle = Foresee(network, before, after).contiguous().data<float>().ToArray();  // (c, d)
        var matrix = new float[rows * columns];
        for (var row = 0; row < rows; row++)
            for (var column = 0; column < columns; column++)
            {
                var sum = 0.0;
                for (var i = 0; i < rows; i++) sum += _left[i][row] * _sizes[i] * middle[column * rows + i];
                matrix[row * columns + column] = (float)sum;
            }
        return matrix;
    }

    /// <summary>A matrix's columns in the common basis, (c, d).</summary>
    private static float[] Coordinates(double[][] matrix, double[][] left, double[] sizes)
    {
        var (rows, columns) = (matrix.Length, matrix[0].Length);
        var points = new float[rows * columns];
        for (var i = 0; i < rows; i++)
        {
            var sums = new double[columns];
            for (var row = 0; row < rows; row++)
                for (var column = 0; column < columns; column++) sums[column] += left[i][row] * matrix[row][column];
            for (var column = 0; column < columns; column++)
                points[column * rows + i] = (float)(sums[column] / sizes[i]);
        }
        return points;
    }

    private static float[][] Train(float[][] layers, int rows, int columns, string own, byte[] seed)
    {
        using var scope = NewDisposeScope();
        Tensor[] points = [.. layers.Select(layer => Points(layer, columns))];
        TorchSharp.Modules.Parameter[] network = [.. Shapes(rows).Select((shape, i) =>
            new TorchSharp.Modules.Parameter(First(shape, i, own, seed)))];
        using var adam = optim.Adam(network, Rate);
        for (var round = 0; round < Rounds; round++)
            for (var middle = 1; middle + 1 < layers.Length; middle++)
                for (var from = 0; from < columns; from += Columns)
                {
                    using var step = NewDisposeScope();
                    var count = Math.Min(Columns, columns - from);
                    Tensor Part(int layer) => points[layer].narrow(0, from, count);
                    var (due, found) = (Part(middle), Foresee(network, Part(middle - 1), Part(middle + 1)));
                    var length = (found.square().sum(-1) + 1e-12).sqrt() - (due.square().sum(-1) + 1e-12).sqrt();
                    var loss = (found - due).square().mean() + length.square().mean() * OfLength;
                    adam.zero_grad();
                    loss.backward();
                    adam.step();
                }
        return [.. network.Select(weight => weight.detach().data<float>().ToArray())];
    }

    /// <summary>The neighbours' mean and what the network adds to it, (c, d).</summary>
    private static Tensor Foresee(IReadOnlyList<Tensor> network, Tensor before, Tensor after)
    {
        var x = nn.functional.relu(nn.functional.linear(cat([before, after], -1), network[0]));
        x = nn.functional.relu(nn.functional.linear(x, network[1]));
        return (before + after) * 0.5 + nn.functional.linear(x, network[2]);
    }

    private static Tensor Points(float[] numbers, int columns) => tensor(numbers).view(columns, -1);

    private static long[][] Shapes(int rows) => [[Hidden, 2L * rows], [Hidden, Hidden], [rows, Hidden]];

    /// <summary>Uniform by fan-in; the last matrix 0, so that learning begins with the mean.</summary>
    private static Tensor First(long[] shape, int index, string own, byte[] seed)
    {
        var numbers = new float[shape[0] * shape[1]];
        if (index < 2)
            new CounterRandom(seed, $"lesa/{own}/{index}").Fill(numbers, 0, Math.Sqrt(3.0 / shape[1]));
        return tensor(numbers).view(shape);
    }
}
