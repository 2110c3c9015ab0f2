namespace Jaram.Inference.Constraints;

/// <summary>Where a document may have spaces outside its strings.</summary>
public enum Spacing
{
    /// <summary>One space or none behind each comma and colon: as models have learnt to write JSON, and no way to go on
    /// without end.</summary>
    Optional,

    /// <summary>None.</summary>
    None,
}
