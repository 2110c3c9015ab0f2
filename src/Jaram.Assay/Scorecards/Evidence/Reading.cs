// Source: ours; measured (측정) and estimated (추정) as reports of the programme tell them apart.

using Jaram.Assay.Scorecards.Points;

namespace Jaram.Assay.Scorecards.Evidence;

/// <summary>How a number came about.</summary>
public enum Grade
{
    /// <summary>Measured or counted (측정).</summary>
    Measured,

    /// <summary>Estimated or modelled (추정).</summary>
    Estimated,

    /// <summary>Entered by an evaluator (입력).</summary>
    Entered,

    /// <summary>Not known (모름).</summary>
    Unknown,
}

/// <summary>What a result says of a measure.</summary>
public abstract record Reading
{
    private Reading()
    {
    }

    /// <summary>A number.</summary>
    /// <param name="Value">The number and its bounds.</param>
    /// <param name="Grade">How it came about.</param>
    /// <param name="Path">Where it stands in the result, as $.here.speeds[1].</param>
    /// <param name="Says">The number in a sentence.</param>
    public sealed record Told(Bounds Value, Grade Grade, string Path, Wording Says) : Reading;

    /// <summary>No number.</summary>
    /// <param name="Why">Why not.</param>
    public sealed record Untold(Wording Why) : Reading;

    /// <summary>No number.</summary>
    internal static Untold Not(string english, string korean) => new(new Wording(english, korean));
}
