using Jaram.Inference.Caching;
using Jaram.Inference.Weights;

namespace Jaram.Inference;

/// <summary>How a model is run.</summary>
public sealed record EngineOptions
{
    /// <summary>How weights are kept.</summary>
    public WeightPlan Weights { get; init; } = WeightPlan.Of("f32");

    /// <summary>How keys, values and latents are kept.</summary>
    public CacheFormat Cache { get; init; } = CacheFormat.Bits16;

    /// <summary>Bytes that all texts' caches may take together.</summary>
    public long CacheBytes { get; init; } = 1L << 30;

    /// <summary>Threads that compute, 1 or more.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;
}
