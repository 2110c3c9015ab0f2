namespace Jaram.Inference.Constraints;

/// <summary>One place in a program, and what has been read there.</summary>
/// <param name="At">The instruction.</param>
/// <param name="Scalar">Which of its automata is being read: free texts are numbered behind those; -1 for none yet.
/// </param>
/// <param name="State">The automaton's state; in a literal, how many bytes are read.</param>
/// <param name="Length">Characters read of a free text that counts them.</param>
/// <param name="Count">Properties or items read of the object or list that the instruction belongs to.</param>
internal readonly record struct Thread(int At, int Scalar, int State, int Length, int Count)
    : IComparable<Thread>
{
    /// <summary>True inside a value or name, where most tokens of a vocabulary may be possible.</summary>
    public bool IsInside => Scalar >= 0;

    public int CompareTo(Thread other)
    {
        var order = At.CompareTo(other.At);
        if (order == 0) order = Scalar.CompareTo(other.Scalar);
        if (order == 0) order = State.CompareTo(other.State);
        if (order == 0) order = Length.CompareTo(other.Length);
        return order == 0 ? Count.CompareTo(other.Count) : order;
    }
}
