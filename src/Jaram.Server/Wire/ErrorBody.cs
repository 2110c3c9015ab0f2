namespace Jaram.Server.Wire;

/// <summary>An error as OpenAI's clients read it.</summary>
internal sealed record ErrorBody(ErrorDetail Error);

/// <summary>What is wrong.</summary>
/// <param name="Message">In words.</param>
/// <param name="Type">The kind of error.</param>
/// <param name="Param">The parameter at fault, or null.</param>
/// <param name="Code">A word that programs look for.</param>
internal sealed record ErrorDetail(string Message, string Type, string? Param, string Code);
