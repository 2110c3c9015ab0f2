namespace Jaram.Training.Raising;

/// <summary>A model that cannot be raised or used as asked. The message says what is wrong, where, and what to
/// do.</summary>
public sealed class RaisingException(string message) : Exception(message);
