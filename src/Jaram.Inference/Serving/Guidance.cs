using Jaram.Inference.Constraints;

namespace Jaram.Inference.Serving;

/// <summary>What an answer is held to.</summary>
/// <param name="Constraint">The rule.</param>
/// <param name="Trigger">It holds from behind this token on; until then the model writes what it likes. Null for from the
/// beginning on.</param>
public sealed record Guidance(Constraint Constraint, int? Trigger);
