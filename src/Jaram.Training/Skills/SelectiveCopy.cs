// A few symbols lie among blanks; then they are to be said again, in order and without the blanks.
// Source: selective copying, athms/mad-lab (arXiv:2403.17844): 16 symbols, as many to copy as are asked for.

using static Jaram.Training.Skills.SkillTokens;

namespace Jaram.Training.Skills;

/// <summary>Selective copy.</summary>
internal sealed class SelectiveCopy : ISkill
{
    private const int Copied = 8, Places = 40, Alphabet = 16;

    public string Name => "copy";

    public void Write(SkillRow row)
    {
        var places = row.DrawDistinct(Copied, Places).Order().ToArray();
        int[] symbols = [.. places.Select(_ => FirstSymbol + row.Draw(Alphabet))];
        for (var (place, next) = (0, 0); place < Places; place++)
            row.Say(next < Copied && places[next] == place ? symbols[next++] : Blank);
        row.Say(Ask);
        foreach (var symbol in symbols) row.Answer(symbol);
    }
}
