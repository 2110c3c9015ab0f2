namespace Jaram.Training.Data;

/// <summary>Text or shards that cannot be used. The message is one line: what, where, what to do.</summary>
public sealed class DataException(string message) : Exception(message);
