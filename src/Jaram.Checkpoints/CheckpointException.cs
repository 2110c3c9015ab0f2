namespace Jaram.Checkpoints;

/// <summary>Weights that cannot be read, saved or taken. The message is one line: where, what was found, what was
/// expected, what to do.</summary>
public sealed class CheckpointException(string message) : Exception(message);
