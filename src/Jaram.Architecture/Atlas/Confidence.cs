namespace Jaram.Architecture.Atlas;

/// <summary>How well the values of a blueprint are known.</summary>
public enum Confidence
{
    /// <summary>From the maker's own file, or from a design.</summary>
    Exact,

    /// <summary>From somebody who has read the maker's files.</summary>
    Secondary,

    /// <summary>Recalled, not looked up.</summary>
    Memory,
}
