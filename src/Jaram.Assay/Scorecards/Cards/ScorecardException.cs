// Source: ours.

namespace Jaram.Assay.Scorecards.Cards;

/// <summary>A card that cannot be read: machines write cards, so it was altered or is damaged.</summary>
public sealed class ScorecardException(string message) : Exception(message);
