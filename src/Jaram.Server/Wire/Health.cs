namespace Jaram.Server.Wire;

/// <summary>Whether the server is well.</summary>
internal sealed record Health(string Status);
