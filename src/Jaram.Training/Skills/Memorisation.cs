// Keys of two symbols and their values under one fixed map of 256 keys, which no row explains: it must be known by
// heart.
// Source: memorisation, athms/mad-lab (arXiv:2403.17844): one map for training and test, 256 examples.

using Jaram.Ledger.Growth;
using static Jaram.Training.Skills.SkillTokens;

namespace Jaram.Training.Skills;

/// <summary>Learning by heart.</summary>
internal sealed class Memorisation : ISkill
{
    private const int Asked = 20, Followers = 4;

    /// <summary>The map is the same in every run, or there would be nothing to remember.</summary>
    private static readonly CounterRandom _map = new(CounterRandom.Seed(0), "memorisation");

    public string Name => "memory";

    public void Write(SkillRow row)
    {
        for (var pair = 0; pair < Asked; pair++)
        {
            var (first, second) = (row.Draw(Symbols), row.Draw(Followers));
            row.Say(FirstSymbol + first, FirstSymbol + second);
            row.Answer(ValueOf(first * Followers + second));
        }
    }

    private static int ValueOf(int key) => FirstSymbol + (int)(_map.Unit((ulong)key) * Symbols);
}
