// A version as it lies on disk: weights and optimizer packed by name, and what else the run remembers.
// Source: ours; docs/formats/pack.md.

using System.Text.Json;
using Jaram.Checkpoints;
using Jaram.Checkpoints.Packing;
using Jaram.Ledger.Growth;
using Jaram.Training.Blocks;
using Jaram.Training.Optimizers;
using static TorchSharp.torch;

namespace Jaram.Training.Raising;

/// <summary>Writes a model and its optimizer to a version, and reads them back.</summary>
public static class Checkpoint
{
    /// <summary>Copies a version.</summary>
    /// <param name="model">Its weights.</param>
    /// <param name="optimizer">Its memory.</param>
    /// <param name="state">What else the run remembers.</param>
    /// <param name="over">Written over: nothing is left in it. Fresh memory costs ten times what copying does.</param>
    public static HeldVersion Take(Decoder model, Optimizer optimizer, TrainerState state, HeldVersion? over = null) =>
        new(Weights(model, over?.Weights), Held(optimizer.Memory, over?.Memory), state);

    /// <summary>Publishes a version; once this returns it survives a power cut. One that is there with the same weights
    /// stays: a run that went back behind it made it again.</summary>
    /// <exception cref="CheckpointException">It could not be written, or another one is there; earlier versions are
    /// untouched.</exception>
    public static void Save(PackedVersions store, HeldVersion version)
    {
        if (store.Holds(version.State.Step, version.Weights)) return;
        store.Publish(version.State.Step, version.Weights, version.Memory, new Dictionary<string, Action<Stream>>
        {
            [VersionFolder.RunFile] = to => to.Write(Bytes(version.State)),
        });
    }

    /// <summary>What a version is, by digests.</summary>
    public static SavedDigests DigestsOf(HeldVersion version)
    {
        var (weights, memory) = (default(Digest), default(Digest));
        Parallel.Invoke(() => weights = version.Weights.Digest(), () => memory = version.Memory.Digest());
        return new(weights, memory, Digest.Of(Bytes(version.State)),
            Listing(version.Weights, version.Memory));
    }

    /// <summary>Reads weights only, to use the model.</summary>
    /// <exception cref="CheckpointException">A file is broken, or its tensors are not this design's.</exception>
    public static TrainerState Load(PackedVersions store, long step, Decoder model)
    {
        var version = store.Look(step);
        Fill(version.Folder, store.RestoreWeights(step), Named(model));
        return StateOf(version);
    }

    /// <summary>Reads weights and optimizer, to go on raising.</summary>
    /// <exception cref="CheckpointException">A file is broken, or its tensors are not this design's.</exception>
    public static TrainerState Load(PackedVersions store, long step, Decoder model, Optimizer optimizer)
    {
        Fill(store.Look(step).Folder, store.RestoreOptimizer(step), optimizer.Memory);
        return Load(store, step, model);
    }

    /// <summary>What else the run remembered at a version.</summary>
    internal static TrainerState StateOf(PublishedVersion version) => State(version.PathOf(VersionFolder.RunFile));

    /// <summary>Digests of every tensor.</summary>
    internal static TensorListing Listing(HeldTensors weights, HeldTensors memory) =>
        new(Listing(weights), Listing(memory));

    /// <summary>Puts a version back that was taken of the same design.</summary>
    internal static TrainerState Load(HeldVersion version, Decoder model, Optimizer optimizer)
    {
        Fill("memory", version.Memory, optimizer.Memory);
        Fill("memory", version.Weights, Named(model));
        return version.State;
    }

    /// <summary>Every weight and buffer, by the names they have in a version.</summary>
    internal static IEnumerable<(string Name, Tensor Tensor)> Named(Decoder model) =>
        model.named_parameters().Select(p => (p.name, (Tensor)p.parameter))
            .Concat(model.named_buffers().Select(b => (b.name, b.buffer)));

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

    private static byte[] Bytes(TrainerState state) =>
        JsonSerializer.SerializeToUtf8Bytes(state, RecipeJson.Default.TrainerState);

    private static IReadOnlyList<NamedDigest> Listing(HeldTensors tensors) =>
        [.. tensors.Tensors.Select(tensor => new NamedDigest(tensor.Name, tensors.DigestOf(tensor.Name)))];

    /// <summary>A copy of every weight and buffer.</summary>
    internal static HeldTensors Weights(Decoder model, HeldTensors? over = null) => Held(Named(model), over);

    private static HeldTensors Held(IEnumerable<(string Name, Tensor Tensor)> tensors, HeldTensors? over)
    {
        using var scope = NewDisposeScope();
        var values = tensors.ToDictionary(t => t.Name, t => t.Tensor.detach().cpu().contiguous());
        return HeldTensors.Copy(values.Select(t => new TensorEntry(t.Key, DType.F32, t.Value.shape)),
            (entry, from) => values[entry.Name].bytes[(int)from..], over);
    }

    private static void Fill(string folder, HeldTensors from, IEnumerable<(string Name, Tensor Tensor)> tensors)
    {
        using var quiet = no_grad();
        var left = from.Tensors.ToDictionary(t => t.Name);
        foreach (var (name, tensor) in tensors)
        {
            using var scope = NewDisposeScope();
            if (!left.Remove(name, out var entry))
                throw new CheckpointException($"{folder}: has no tensor '{name}', which the design needs: "
                    + "use the design.json that these weights were raised with");
            if (!entry.Shape.SequenceEqual(tensor.shape))
                throw new CheckpointException($"{folder}: '{name}' is ({string.Join(", ", entry.Shape)}), the design "
                    + $"needs ({string.Join(", ", tensor.shape)}): use the design.json of these weights");
            if (entry.DType != DType.F32)
                throw new CheckpointException($"{folder}: '{name}' is {entry.DType}, a version holds {DType.F32}: "
                    + "use a version that jaram raise wrote");
            var values = empty(tensor.shape);
            from.Bytes(name).CopyTo(values.bytes);
            tensor.copy_(values);
        }
        if (left.Count > 0)
            throw new CheckpointException($"{folder}: has {left.Count} tensors that the design does not know, "
                + $"'{left.Keys.First()}' first: use the design.json that these weights were raised with");
    }
}
