using Jaram.Architecture;
using Jaram.Checkpoints;
using Jaram.Checkpoints.Packing;
using Jaram.Inference.Caching;
using Jaram.Ledger.Growth;
using Jaram.Training.Blocks;
using Jaram.Training.Growth;
using Jaram.Training.Operators;
using Jaram.Training.Raising;
using Jaram.Training.Tests.Raising;
using Jaram.Training.Tests.Serving;
using static TorchSharp.torch;

namespace Jaram.Training.Tests.Growth;

/// <summary>A parent with random weights and the child that an operator makes of it.</summary>
internal sealed class Family : IDisposable
{
    private static readonly byte[] _seed = CounterRandom.Seed(7);

    public Family(Design parent, string by)
    {
        Parent = TinyModel.Random(new Decoder(parent, new FusedOperators(), float32), seed: 1);
        var (weights, operation) = (Checkpoint.Weights(Parent), GrowthOperator.Parse(by));
        Model = new(parent, weights, HeldTensors.None);
        Plan = new(Model, Digest.Of([]), operation, Cradle.Plan);
        Weights = Plan.Grow(_seed).Weights;
        Child = new(Plan.Design, new FusedOperators(), float32);
        using var quiet = no_grad();
        using var scope = NewDisposeScope();
        foreach (var (name, weight) in Checkpoint.Named(Child)) weight.copy_(tensor(Numbers(Weights, name)).view(weight.shape));
        Parent.eval();
        Child.eval();
    }

    public ParentModel Model { get; }

    public GrowthPlan Plan { get; }

    public Decoder Parent { get; }

    public Decoder Child { get; }

    public HeldTensors Weights { get; }

    public static Family Of(string design, string by) => new(TinyDesigns.Named(design), by);

    public static float[] Numbers(HeldTensors tensors, string name) =>
        System.Runtime.InteropServices.MemoryMarshal.Cast<byte, float>(tensors.Bytes(name)).ToArray();

    /// <summary>Scores of two texts, (2, 12, V), fresh.</summary>
    public static Tensor Scores(Decoder model)
    {
        using var quiet = no_grad();
        using var scope = NewDisposeScope();
        using var pass = new Pass();
        return scope.MoveToOuter(model.call(TinyModel.Text(model.Design, seed: 3, batch: 2, tokens: 12), pass));
    }

    /// <summary>Scores of a text in the engine, float32, fed in two chunks.</summary>
    public static Tensor EngineScores(Decoder model)
    {
        using var served = new Served(model, CacheFormat.F32, threads: 1);
        return tensor(served.Scores(served.Text(seed: 4, tokens: 12), [7, 5]).SelectMany(row => row).ToArray());
    }

    public void Dispose()
    {
        Parent.Dispose();
        Child.Dispose();
    }
}
