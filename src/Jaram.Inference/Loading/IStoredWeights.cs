using Jaram.Architecture;
using Jaram.Checkpoints;

namespace Jaram.Inference.Loading;

/// <summary>A model's weights as its folder keeps them.</summary>
public interface IStoredWeights
{
    /// <summary>What tells them from others.</summary>
    Digest Digest { get; }

    /// <summary>The step that they are of; 0 where nobody recorded it.</summary>
    long Step { get; }

    /// <summary>Bytes that they take as they are kept.</summary>
    long Bytes { get; }

    /// <summary>Begins to run them.</summary>
    /// <param name="design">Their architecture.</param>
    /// <param name="options">How they are run.</param>
    /// <param name="progress">Told the share that is packed, from 0 to 1, if that takes long.</param>
    /// <exception cref="InferenceException">They are of another design, memory does not suffice, or packed weights
    /// cannot be written.</exception>
    Engine Start(Design design, EngineOptions options, Action<double> progress);
}
