// Expressions in prefix form over numbers modulo 23, answered in one token: the tables of three operations must be
// known, and applied inside out.
// Source: Mano, facebookresearch/PhysicsLM4 (Allen-Zhu, Physics of Language Models 4.1): +, −, × modulo 23, the answer
// in one token; here one or two operations.

using static Jaram.Training.Skills.SkillTokens;

namespace Jaram.Training.Skills;

/// <summary>Arithmetic modulo 23.</summary>
internal sealed class ModularArithmetic : ISkill
{
    private const int Modulus = 23, MostOperations = 2, Longest = 2 * MostOperations + 3;

    public string Name => "sums";

    public void Write(SkillRow row)
    {
        while (row.Room >= Longest)
        {
            var value = Expression(row, 1 + row.Draw(MostOperations));
            row.Say(Equal);
            row.Answer(FirstSymbol + value);
        }
    }

    private static int Expression(SkillRow row, int operations)
    {
        if (operations == 0)
        {
            var number = row.Draw(Modulus);
            row.Say(FirstSymbol + number);
            return number;
        }
        var (kind, left) = (row.Draw(3), row.Draw(operations));
        row.Say(FirstOperator + kind);
        var (a, b) = (Expression(row, left), Expression(row, operations - 1 - left));
        return kind switch
        {
            0 => (a + b) % Modulus,
            1 => (a - b + Modulus) % Modulus,
            _ => a * b % Modulus,
        };
    }
}
