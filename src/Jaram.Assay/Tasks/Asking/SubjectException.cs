// Source: ours.

namespace Jaram.Assay.Tasks.Asking;

/// <summary>A model that does not answer, or not as it must. The message says which, what came, and what to
/// do.</summary>
public sealed class SubjectException(string message) : Exception(message);
