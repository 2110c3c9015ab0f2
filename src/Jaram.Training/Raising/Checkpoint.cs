// A version as it lies on disk: weights and optimizer as safetensors by name, and what else the run remembers.
// Source: ours; format safetensors (huggingface/safetensors).

using System.Text.Json;
using Jaram.Checkpoints;
using Jaram.Training.Blocks;
using Jaram.Training.Optimizers;
using static TorchSharp.torch;

namespace Jaram.Training.Raising;

/// <summary>Writes a model and its optimizer to a version, and reads them back.</summary>
public static class Checkpoint
{
    private const string Weights = "model.safetensors", Moments = "optimizer.safetensors", Run = "trainer.json";

    /// <summary>Publishes a version; once this returns it survives a power cut.</summary>
    /// <returns>Digest of the weights.</returns>
    /// <exception cref="CheckpointException">It could not be written; earlier versions are untouched.</exception>
    public static Digest Save(VersionStore store, Decoder model, Optimizer optimizer, TrainerState state)
    {
        using var scope = NewDisposeScope();
        var (weights, moments) = (OnCpu(Named(model)), OnCpu(optimizer.Memory));
        store.Publish(state.Step, new Dictionary<string, Action<Stream>>
        {
            [Weights] = to => SafetensorsWriter.Write(to, weights.Values.Select(w => w.Entry), Bytes(weights)),
            [Moments] = to => SafetensorsWriter.Write(to, moments.Values.Select(w => w.Entry), Bytes(moments)),
            [Run] = to => JsonSerializer.Serialize(to, state, RecipeJson.Default.TrainerState),
        });
        return Digest.OfTensors(weights.Values.Select(w => w.Entry), Bytes(weights));
    }

    /// <summary>Reads weights only, to use the model.</summary>
    /// <exception cref="CheckpointException">A file is broken, or its tensors are not this design's.</exception>
    public static TrainerState Load(PublishedVersion version, Decoder model)
    {
        Fill(version.PathOf(Weights), Named(model));
        return State(version.PathOf(Run));
    }

    /// <summary>Reads weights and optimizer, to go on raising.</summary>
    /// <exception cref="CheckpointException">A file is broken, or its tensors are not this design's.</exception>
    public static TrainerState Load(PublishedVersion version, Decoder model, Optimizer optimizer)
    {
        Fill(version.PathOf(Moments), optimizer.Memory);
        return Load(version, model);
    }

    private static TrainerState State(string path)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(path), RecipeJson.Default.TrainerState)
                ?? throw new JsonException("the file holds null");
        }
        catch (JsonException wrong)
        {
            throw new CheckpointException($"{path}: {wrong.Message.ReplaceLineEndings(" ")}; it was written by another "
                + "jaram: use that one, or delete this version to use the one before");
        }
    }

    private static IEnumerable<(string Name, Tensor Tensor)> Named(Decoder model) =>
        model.named_parameters().Select(p => (p.name, (Tensor)p.parameter))
            .Concat(model.named_buffers().Select(b => (b.name, b.buffer)));

    private static void Fill(string path, IEnumerable<(string Name, Tensor Tensor)> tensors)
    {
        using var quiet = no_grad();
        using var file = SafetensorsReader.Open(path);
        var left = file.Tensors.ToDictionary(t => t.Name);
        foreach (var (name, tensor) in tensors)
        {
            using var scope = NewDisposeScope();
            if (!left.Remove(name, out var entry))
                throw new CheckpointException($"{path}: has no tensor '{name}', which the design needs: "
                    + "use the design.json that these weights were raised with");
            if (!entry.Shape.SequenceEqual(tensor.shape))
                throw new CheckpointException($"{path}: '{name}' is ({string.Join(", ", entry.Shape)}), the design "
                    + $"needs ({string.Join(", ", tensor.shape)}): use the design.json of these weights");
            if (entry.DType != DType.F32)
                throw new CheckpointException($"{path}: '{name}' is {entry.DType}, a version holds {DType.F32}: use a "
                    + "version that jaram raise wrote");
            var values = empty(tensor.shape);
            file.Bytes(name).CopyTo(values.bytes);
            tensor.copy_(values);
        }
        if (left.Count > 0)
            throw new CheckpointException($"{path}: has {left.Count} tensors that the design does not know, "
                + $"'{left.Keys.First()}' first: use the design.json that these weights were raised with");
    }

    private static Dictionary<string, (TensorEntry Entry, Tensor Tensor)> OnCpu(
        IEnumerable<(string Name, Tensor Tensor)> tensors) =>
        tensors.ToDictionary(t => t.Name, t => (
            new TensorEntry(t.Name, DType.F32, t.Tensor.shape), t.Tensor.detach().cpu().contiguous()));

    private static TensorBytes Bytes(Dictionary<string, (TensorEntry Entry, Tensor Tensor)> tensors) =>
        (entry, from) => tensors[entry.Name].Tensor.bytes[(int)from..];
}
