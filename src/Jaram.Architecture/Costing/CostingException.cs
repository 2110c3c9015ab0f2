namespace Jaram.Architecture.Costing;

/// <summary>A file of hardware or assumptions that cannot be read. The message names file, key, value and remedy.
/// </summary>
public sealed class CostingException(string message) : Exception(message);
