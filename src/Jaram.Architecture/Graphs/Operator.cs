// The grammar in which architectures are compared: few operators, each with its meaning in plain numbers. Sizes are
// numbers of an operator, not part of its word: two architectures that differ in sizes alone say the same sentence.
// Source: ours; the need for one grammar is that of description length, Rissanen, Automatica 14 (1978), section 2.

namespace Jaram.Architecture.Graphs;

/// <summary>What a node of a graph computes.</summary>
internal abstract record Operator
{
    /// <summary>Its word, sizes left out.</summary>
    public abstract string Word { get; }

    /// <summary>Whether the order of inputs does not matter.</summary>
    public virtual bool IsCommutative => false;

    /// <summary>Numbers of a token that come out.</summary>
    /// <param name="inputs">Numbers of a token that come in, one count an input.</param>
    /// <exception cref="DesignException">They do not fit.</exception>
    public abstract int WidthOf(ReadOnlySpan<int> inputs);

    /// <summary>Computes it.</summary>
    public abstract Signal Of(ReadOnlySpan<Signal> inputs);

    /// <summary>Refuses inputs that do not fit.</summary>
    protected DesignException Unfit(ReadOnlySpan<int> inputs, string must) => new(
        $"{Word}: must have {must}, got {(inputs.IsEmpty ? "none" : string.Join(" and ", inputs.ToArray()))}; "
        + "correct the node's inputs or sizes");

    /// <summary>The width of the only input.</summary>
    protected int Only(ReadOnlySpan<int> inputs) => inputs.Length == 1 ? inputs[0] : throw Unfit(inputs, "one input");
}
