namespace Jaram.Assay;

/// <summary>Rules of an assay that cannot be read. The message is one line: where, what was found, what to do.
/// </summary>
public sealed class AssayException(string message) : Exception(message);
