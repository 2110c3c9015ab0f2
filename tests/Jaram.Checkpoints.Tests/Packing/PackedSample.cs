using System.Collections.Concurrent;
using System.Text;

namespace Jaram.Checkpoints.Tests.Packing;

/// <summary>Packed versions whose content follows from their step.</summary>
internal static class PackedSample
{
    public const string State = "trainer.json";

    private static readonly ConcurrentDictionary<long, uint[]> _weights = [], _moments = [];
    private static readonly ConcurrentDictionary<long, (HeldTensors Tensors, Digest Digest)> _heldWeights = [];
    private static readonly ConcurrentDictionary<long, (HeldTensors Tensors, Digest Digest)> _heldMoments = [];

    public static HeldTensors Weights(long step) => WeightsOf(step).Tensors;

    public static HeldTensors Optimizer(long step) => OptimizerOf(step).Tensors;

    private static (HeldTensors Tensors, Digest Digest) WeightsOf(long step) => _heldWeights.GetOrAdd(step, s => Held(
        Floats.Held(("frozen", Floats.Normal(300, 1, 13, 7)), ("w", Of(_weights, s, 900, 13)), ("zero", new uint[200]))));

    private static (HeldTensors Tensors, Digest Digest) OptimizerOf(long step) =>
        _heldMoments.GetOrAdd(step, s => Held(Floats.Held(("w/first", Of(_moments, s, 900, 8)))));

    private static (HeldTensors, Digest) Held(HeldTensors tensors) => (tensors, tensors.Digest());

    public static void Publish(PackedVersions store, long step) =>
        store.Publish(step, Weights(step), Optimizer(step), new Dictionary<string, Action<Stream>>
        {
            [State] = to => to.Write(Encoding.UTF8.GetBytes($"{{\"step\": {step}}}")),
        });

    /// <summary>Whether a version is the step's, its optimizer too if that is kept; fails if it does not restore.</summary>
    public static bool IsOf(PackedVersions store, long step) =>
        store.RestoreWeights(step).Digest() == WeightsOf(step).Digest
        && (!store.OptimizerSteps().Contains(step)
            || store.RestoreOptimizer(step).Digest() == OptimizerOf(step).Digest);

    private static uint[] Of(ConcurrentDictionary<long, uint[]> all, long step, int count, int bits) =>
        step == 0 ? Floats.Normal(count, 0.02, bits, 1)
            : all.GetOrAdd(step, s => Floats.Moved(Of(all, s - 1, count, bits), 2e-4, bits, (int)s));
}
