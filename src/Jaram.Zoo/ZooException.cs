namespace Jaram.Zoo;

/// <summary>A zoo that cannot be raised. The message says where, and what to do.</summary>
public sealed class ZooException(string message) : Exception(message);
