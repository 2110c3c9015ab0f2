// A thief's copy of a model, that answers as the model does to the last token: channels of the stream and hidden units
// stand in another order, and the gains of norms are multiplied into what reads behind them. It has no ledger, as no
// ledger could tell of it.
// Source: Zhu et al., arXiv:2502.12292, appendix (X1, X2, X5).

using System.Runtime.InteropServices;
using Jaram.Assay.Provenance.Reading;
using Jaram.Checkpoints;
using Jaram.Checkpoints.Packing;
using Jaram.Cli.History;
using Jaram.Inference.Loading;

namespace Jaram.Cli.Judging.Decoys;

/// <summary>Makes the copy.</summary>
/// <param name="desk">Where the user sits.</param>
/// <param name="model">What is copied.</param>
internal sealed class DisguisedCopy(Desk desk, ModelFolder model)
{
    private readonly Dictionary<string, int[]> _units = [];
    private int[] _stream = [];

    /// <summary>Writes it as a model that was imported.</summary>
    /// <exception cref="CheckpointException">The model's weights are damaged.</exception>
    public void Write(string folder)
    {
        var (design, history) = (model.ReadDesign(), Life.Read(desk, model));
        var weights = new Shelf(model, history).Weights(new VersionRef(desk, history).Find("newest"));
        // Convolutions along the stream and modules ahead would have to be turned too: then units are all.
        var canTurn = design.Ahead is null && design.Stack.All(layer => layer.Canon is null);
        _stream = canTurn ? Sampling.Order(design.Width, "a thief's stream", 0) : [.. Sampling.All(design.Width)];
        var numbers = weights.Tensors.ToDictionary(tensor => tensor.Name,
            tensor => Disguised(tensor, weights));
        Directory.CreateDirectory(folder);
        foreach (var file in new[] { "design.json", "tokenizer.json" })
            File.Copy(Path.Combine(model.Path, file), Path.Combine(folder, file), overwrite: true);
        using var to = File.Create(Path.Combine(folder, ImportedWeights.FileName));
        SafetensorsWriter.Write(to, weights.Tensors, (tensor, from) =>
            MemoryMarshal.AsBytes(numbers[tensor.Name].AsSpan())[(int)from..]);
    }

    private float[] Disguised(TensorEntry tensor, HeldTensors weights)
    {
        var numbers = Numbers(weights, tensor.Name);
        var (rows, columns) = tensor.Shape.Length == 2
            ? ((int)tensor.Shape[0], (int)tensor.Shape[1]) : (1, numbers.Length);
        var words = tensor.Name.Split('.');
        if (IsGain(words)) return [.. Enumerable.Repeat(1f, columns)];
        if (GainBefore(words) is { } before && weights.Tensors.Any(other => other.Name == before))
            numbers = [.. numbers.Zip(Cycled(Numbers(weights, before), numbers.Length), (w, gain) => w * gain)];
        var network = words.Contains("channel") && words.Length > 1
            ? string.Join('.', words[..^2]) : "";
        var (byRow, byColumn) = (words.Length > 1 ? words[^2] : words[0]) switch
        {
            "out" => (_stream, null),
            "down" when network != "" => (_stream, Units(network, columns)),
            "up" or "gate" when network != "" => (Units(network, rows), _stream),
            "q" or "k" or "v" or "q_down" or "kv_down" or "gate" or "router" or "embedding" or "head" or "norm" =>
                (null, columns == _stream.Length ? _stream : null),
            _ => ((int[]?)null, (int[]?)null),
        };
        return Reordered(numbers, rows, columns, byRow, byColumn);
    }

    /// <summary>Gains of a norm before attention or before a network: not that before the head, which a tied embedding
    /// cannot take up.</summary>
    private static bool IsGain(string[] words) => words is ["layers", _, "mixer" or "channel", "norm", "gain"];

    private static string? GainBefore(string[] words) => words switch
    {
        ["layers", var at, "mixer", "inner", "q" or "k" or "v" or "q_down" or "kv_down" or "gate", "weight"] =>
            $"layers.{at}.mixer.norm.gain",
        ["layers", var at, "channel", "inner", .., "up" or "gate" or "router", "weight"] =>
            $"layers.{at}.channel.norm.gain",
        _ => null,
    };

    private int[] Units(string network, int count)
    {
        if (!_units.TryGetValue(network, out var order))
            _units.Add(network, order = Sampling.Order(count, $"a thief's {network}", 0));
        return order;
    }

    private static float[] Reordered(float[] numbers, int rows, int columns, int[]? byRow, int[]? byColumn)
    {
        var moved = new float[numbers.Length];
        for (var row = 0; row < rows; row++)
            for (var column = 0; column < columns; column++)
                moved[row * columns + column] =
                    numbers[(byRow?[row] ?? row) * columns + (byColumn?[column] ?? column)];
        return moved;
    }

    private static IEnumerable<float> Cycled(float[] gains, int count) =>
        Enumerable.Range(0, count).Select(at => gains[at % gains.Length]);

    private static float[] Numbers(HeldTensors weights, string name) =>
        MemoryMarshal.Cast<byte, float>(weights.Bytes(name)).ToArray();
}
