namespace Jaram.Architecture.Graphs;

/// <summary>What a normal form takes out of a graph, as it changes nothing of what is computed.</summary>
public enum Fold
{
    /// <summary>Parts that give or do nothing.</summary>
    Nothing,

    /// <summary>Fixed factors, which learnt numbers take up.</summary>
    Factor,

    /// <summary>Orders of channels.</summary>
    Order,

    /// <summary>Pieces that were merged or cut.</summary>
    Piece,

    /// <summary>Learnt numbers that follow each other and could be one.</summary>
    Matrix,

    /// <summary>Ways to write a sum.</summary>
    Sum,
}
