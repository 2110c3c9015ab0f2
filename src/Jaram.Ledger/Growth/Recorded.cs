// Source: in-toto Attestation Framework, Statement v1: the predicate.

namespace Jaram.Ledger.Growth;

/// <summary>A predicate of the growth ledger: what was recorded, and when by the maker's own clock.</summary>
/// <param name="Time">UTC, whole seconds; not before the entry before.</param>
/// <param name="Record">A <see cref="Commitment"/>, <see cref="Nonce"/>, <see cref="Descent"/>,
/// <see cref="Plan"/>, <see cref="VersionMade"/> or <see cref="Rewound"/>.</param>
/// <typeparam name="T">Which of them.</typeparam>
public sealed record Recorded<T>(DateTimeOffset Time, T Record);
