namespace Jaram.Statistics.Paying;

/// <summary>Whether a novelty pays.</summary>
public enum Verdict
{
    /// <summary>It saves compute, and loses nothing that was looked at.</summary>
    Pays,

    /// <summary>A gain that counts is ruled out, or it comes at a price.</summary>
    DoesNot,

    /// <summary>Neither is shown.</summary>
    CannotTell,
}

/// <summary>Why a verdict is what it is.</summary>
public enum Ground
{
    /// <summary>The multiplier's interval lies above 1.</summary>
    Gain,

    /// <summary>The multiplier's interval lies below 1.</summary>
    Loss,

    /// <summary>The multiplier's interval lies below the least gain that counts.</summary>
    GainRuledOut,

    /// <summary>There is a gain, and it shrinks with compute.</summary>
    Shrinks,

    /// <summary>There is a gain, and a skill is lost.</summary>
    SkillLost,

    /// <summary>There is a gain, and the candidate's loss broke on the way.</summary>
    Unstable,

    /// <summary>The interval holds both no gain and one that counts.</summary>
    TooWide,

    /// <summary>The interval would tell if this row stood alone; among all rows it may be chance.</summary>
    OneOfMany,
}
