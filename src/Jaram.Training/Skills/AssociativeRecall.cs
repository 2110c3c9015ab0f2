// Pairs of key and value, then each key again: which value stood beside it? Later and later, as a power law has it.
// Source: multi-query associative recall, HazyResearch/zoology (arXiv:2312.04927, appendix): pairs first, then each key
// once more at gap i with p ∝ a·i^(a−1), a = 0.01; 64 ids and 4 pairs.

using static Jaram.Training.Skills.SkillTokens;

namespace Jaram.Training.Skills;

/// <summary>Associative recall (MQAR).</summary>
internal sealed class AssociativeRecall : ISkill
{
    private const int Pairs = 4, Half = Symbols / 2;
    private const double Power = 0.01;

    public string Name => "recall";

    public void Write(SkillRow row)
    {
        var keys = row.DrawDistinct(Pairs, Half);
        int[] values = [.. keys.Select(_ => FirstSymbol + Half + row.Draw(Half))];
        foreach (var (key, value) in keys.Zip(values)) row.Say(FirstSymbol + key, value);
        var asked = new int[row.Room / 2];                              // 0 for a filler, else the pair's number + 1
        for (var pair = 0; pair < Pairs; pair++)
        {
            // the inverse of a distribution with density ∝ i^(a−1) on [1, n]
            var place = (int)Math.Pow(1 + row.Unit() * (Math.Pow(asked.Length, Power) - 1), 1 / Power) - 1;
            while (asked[place % asked.Length] > 0) place++;
            asked[place % asked.Length] = pair + 1;
        }
        foreach (var pair in asked)
        {
            if (pair == 0) row.Say(FirstSymbol + row.Draw(Symbols), FirstSymbol + row.Draw(Symbols));
            else
            {
                row.Say(FirstSymbol + keys[pair - 1]);
                row.Answer(values[pair - 1]);
            }
        }
    }
}
