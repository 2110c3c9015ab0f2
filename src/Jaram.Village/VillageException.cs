namespace Jaram.Village;

/// <summary>A village that cannot be built. The message names the option, its value and what is allowed.</summary>
public sealed class VillageException(string message) : Exception(message);
