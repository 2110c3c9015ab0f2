namespace Jaram.Training.Skills;

/// <summary>Something small that an architecture can or cannot do, as endless exercises.</summary>
internal interface ISkill
{
    /// <summary>What it is called in reports.</summary>
    string Name { get; }

    /// <summary>Writes an exercise.</summary>
    /// <param name="row">Empty but for its first sign; has room for 64 ids more.</param>
    void Write(SkillRow row);
}
