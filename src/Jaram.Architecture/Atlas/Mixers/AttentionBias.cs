// Words that kinds of attention share.
// Source: query-key norm arXiv:2302.05442, section 3, and over all heads OLMo 2 arXiv:2501.00656, section 3.3; output
// gate arXiv:2505.06708, section 2.

namespace Jaram.Architecture.Atlas.Mixers;

/// <summary>Which of an attention's matrices have shifts.</summary>
public enum AttentionBias
{
    /// <summary>None.</summary>
    None,

    /// <summary>Queries, keys and values.</summary>
    Inputs,

    /// <summary>Queries, keys, values and the output.</summary>
    All,
}

/// <summary>What queries and keys are normalised over.</summary>
public enum QueryKeyNorm
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>Each head by itself, with one learnt gain for all heads.</summary>
    Head,

    /// <summary>Each head by itself, without a gain.</summary>
    HeadWithoutGain,

    /// <summary>All heads together, with a learnt gain for each channel.</summary>
    AllHeads,
}

/// <summary>What a sigmoid gate multiplies an attention's output by.</summary>
public enum OutputGate
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>A number for each channel.</summary>
    Channel,

    /// <summary>A number for each head.</summary>
    Head,

    /// <summary>A number for each channel, made as the query is: of its low-rank form.</summary>
    WithQuery,

    /// <summary>The same, gate and query made of the low-rank form before and after its norm.</summary>
    WithDoubledQuery,
}
