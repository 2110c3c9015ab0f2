namespace Jaram.Inference;

/// <summary>A model that cannot be run, or a request that it cannot serve.</summary>
public sealed class InferenceException(string message) : Exception(message);
