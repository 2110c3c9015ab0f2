namespace Jaram.Statistics;

/// <summary>Numbers that no question can be put to. The message says which, and how many are needed.</summary>
public sealed class StatisticsException(string message) : Exception(message);
