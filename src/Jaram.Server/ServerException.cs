namespace Jaram.Server;

/// <summary>A server that cannot begin to serve; the message says what to change.</summary>
public sealed class ServerException(string message) : Exception(message);
