// Source: ours.

namespace Jaram.Assay.Scorecards;

/// <summary>One thing said in both languages of the house: a card is read by people who share none.</summary>
/// <param name="En">English.</param>
/// <param name="Ko">한국어.</param>
public sealed record Wording(string En, string Ko)
{
    /// <summary>What somebody else said, in whatever language that was.</summary>
    public static Wording Quoted(string text) => new(text, text);

    /// <summary>One after the other.</summary>
    public static Wording operator +(Wording first, Wording second) => new(first.En + second.En, first.Ko + second.Ko);
}
