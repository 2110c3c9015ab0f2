// Source: ours.

namespace Jaram.Assay.Tasks;

/// <summary>A task that cannot be read or carried out as it is written. The message says where, what was found, and
/// what to write instead.</summary>
public sealed class EvaluationException(string message) : Exception(message);
