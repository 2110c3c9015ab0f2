namespace Jaram.Training.Skills;

/// <summary>The small vocabulary that all skills share: signs, then symbols.</summary>
internal static class SkillTokens
{
    /// <summary>Fills places that say nothing, and ends every row.</summary>
    public const int Blank = 0;

    /// <summary>Asks for what was noted.</summary>
    public const int Ask = 1;

    /// <summary>Stands before an answer.</summary>
    public const int Equal = 2;

    /// <summary>Plus, minus, times.</summary>
    public const int FirstOperator = 3;

    /// <summary>One hop, two hops, and so on.</summary>
    public const int FirstHop = 6;

    /// <summary>Begins a row: one sign a skill.</summary>
    public const int FirstSkill = 10;

    /// <summary>The first of the symbols.</summary>
    public const int FirstSymbol = 16;

    /// <summary>How many symbols there are.</summary>
    public const int Symbols = 64;

    /// <summary>Ids in all.</summary>
    public const int Count = FirstSymbol + Symbols;
}
