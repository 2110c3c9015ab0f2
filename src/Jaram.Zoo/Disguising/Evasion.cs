// What a thief can do to weights so that a comparison does not know them again. All but noise leave every answer as it
// was; where a design cannot take one, it says so, and the zoo leaves it out.
// Source: the six of Zhu et al., arXiv:2502.12292, appendix (X1 to X6); signs and experts: ours.

using Jaram.Architecture;
using Jaram.Zoo.Deriving;

namespace Jaram.Zoo.Disguising;

/// <summary>A way to disguise weights.</summary>
internal abstract record Evasion
{
    private static readonly Dictionary<string, Evasion> _all = new()
    {
        ["x1"] = new StreamOrder(), ["x2"] = new UnitOrder(), ["x3"] = new StreamRotation(),
        ["x4"] = new HeadRotation(), ["x5"] = new OtherGains(), ["x6"] = new UnitScale(), ["x7"] = new UnitSigns(),
        ["experts"] = new ExpertOrder(), ["noise-0.1"] = new Noise(0.1), ["noise-1"] = new Noise(1),
    };

    /// <summary>Their words.</summary>
    public static IReadOnlyList<string> Words { get; } = [.. _all.Keys];

    /// <summary>The one of a word.</summary>
    /// <exception cref="ZooException">There is none.</exception>
    public static Evasion Named(string word) => _all.TryGetValue(word, out var evasion) ? evasion
        : throw new ZooException($"'{word}' is no evasion; known: {string.Join(", ", Words)}");

    /// <summary>Whether the answers stay as they were.</summary>
    public virtual bool KeepsAnswers => true;

    /// <summary>Whether a design can take it.</summary>
    public abstract bool Fits(Design design);

    /// <summary>Disguises.</summary>
    /// <param name="body">What is disguised; of a design that fits.</param>
    /// <param name="name">Decides what is drawn.</param>
    public abstract Body Of(Body body, string name);
}
