namespace Jaram.Ledger.Verifying;

/// <summary>How far it is proved that a model was raised from nothing.</summary>
public enum ProofLevel
{
    /// <summary>Declared: its makers say so.</summary>
    P0,

    /// <summary>Declared, and no model of an atlas is in it. This verifier knows no atlas and never gives it.</summary>
    P1,

    /// <summary>Chained: committed first, recorded without a gap, vouched for by outsiders.</summary>
    P2,

    /// <summary>P2, and the weights bear it out: birthmark, step bounds, loss, and memory of the order.</summary>
    P3,

    /// <summary>P3, and segments chosen by a challenge gave the same bytes again.</summary>
    P4,

    /// <summary>Every segment gave the same bytes again, from the first weights on.</summary>
    P5,
}
