namespace Jaram.Ledger;

/// <summary>Something wrong with a ledger.</summary>
/// <param name="File">The file, by its path in the ledger's folder.</param>
/// <param name="Why">One line that names it too: what was found, what was expected, what to do.</param>
public sealed record LedgerFault(string File, string Why);
