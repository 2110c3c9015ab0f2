namespace Jaram.Payoff;

/// <summary>A comparison that cannot be made, or not as it was registered. The message says what to do.</summary>
public sealed class PayoffException(string message) : Exception(message);
