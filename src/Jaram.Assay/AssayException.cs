namespace Jaram.Assay;

/// <summary>What cannot be assayed. The message is one line: what was wrong, where, what to do.</summary>
public sealed class AssayException(string message) : Exception(message);
