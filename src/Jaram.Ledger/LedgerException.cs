namespace Jaram.Ledger;

/// <summary>A ledger, key, note, proof or statement that cannot be read, believed or written. The message is one line:
/// where, what was found, what was expected, what to do.</summary>
public sealed class LedgerException(string message) : Exception(message);
