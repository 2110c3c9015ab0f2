// A ring of names, given as its edges in any order; then: who is k places further on? Each hop is one more thing to do
// one after the other, so it asks for depth.
// Source: Depo, facebookresearch/PhysicsLM4 (Allen-Zhu, Physics of Language Models 4.1): a cyclic permutation as
// shuffled edges, ring sizes n with p ∝ 1/(n + √N), up to ten questions; here N = 8 and up to 4 hops.

using static Jaram.Training.Skills.SkillTokens;

namespace Jaram.Training.Skills;

/// <summary>Questions over several hops.</summary>
internal sealed class Hops : ISkill
{
    private const int Largest = 8, Smallest = 3, Farthest = 4, Questions = 10;

    public string Name => "hops";

    public void Write(SkillRow row)
    {
        var size = Size(row);
        var ring = row.DrawDistinct(size, Symbols);
        foreach (var at in row.DrawDistinct(size, size))
            row.Say(FirstSymbol + ring[at], FirstSymbol + ring[(at + 1) % size]);
        for (var question = 0; question < Questions; question++)
        {
            var (hops, from) = (1 + row.Draw(Farthest), row.Draw(size));
            row.Say(FirstHop + hops - 1, FirstSymbol + ring[from]);
            row.Answer(FirstSymbol + ring[(from + hops) % size]);
        }
    }

    private static int Size(SkillRow row)
    {
        double Weight(int n) => 1 / (n + Math.Sqrt(Largest));
        var left = row.Unit() * Enumerable.Range(Smallest, Largest - Smallest + 1).Sum(Weight);
        for (var n = Smallest; n < Largest; n++)
            if ((left -= Weight(n)) < 0) return n;
        return Largest;
    }
}
