namespace Jaram.Payoff.Planning;

/// <summary>What is made equal between two designs before they are compared. Training compute is equal in
/// all.</summary>
public enum Matching
{
    /// <summary>Nothing more: designs as they are.</summary>
    TrainingFlops,

    /// <summary>All trainable numbers too.</summary>
    Parameters,

    /// <summary>Bytes that one more token reads too: weights that it meets, and the cache of a full context.</summary>
    DecodeCost,
}
