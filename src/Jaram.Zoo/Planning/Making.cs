// How an animal came to be. A family that is complete: whoever raises, draws the tree or knows what a test must find
// goes through all of it.
// Source: ours; kinds as in the calibration of provenance batteries (arXiv:2502.12292, section 5; arXiv:2510.06738,
// section 4).

using System.Text.Json.Serialization;

namespace Jaram.Zoo.Planning;

/// <summary>How an animal came to be.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "by")]
[JsonDerivedType(typeof(Raised), "raised")]
[JsonDerivedType(typeof(First), "first")]
[JsonDerivedType(typeof(RaisedOn), "raisedOn")]
[JsonDerivedType(typeof(Adapted), "adapted")]
[JsonDerivedType(typeof(Grown), "grown")]
[JsonDerivedType(typeof(Pruned), "pruned")]
[JsonDerivedType(typeof(Merged), "merged")]
[JsonDerivedType(typeof(Retokenised), "retokenised")]
[JsonDerivedType(typeof(Redrawn), "redrawn")]
[JsonDerivedType(typeof(Quantised), "quantised")]
[JsonDerivedType(typeof(Distilled), "distilled")]
[JsonDerivedType(typeof(Transplanted), "transplanted")]
[JsonDerivedType(typeof(Disguised), "disguised")]
public abstract record Making
{
    private Making() { }

    /// <summary>Those it was made from.</summary>
    public abstract IReadOnlyList<string> From { get; }

    /// <summary>From drawn weights, on a text.</summary>
    /// <param name="Design">Its shape.</param>
    /// <param name="Text">Which text.</param>
    /// <param name="Weights">Seed of its first weights.</param>
    /// <param name="Order">Seed of the order of its text.</param>
    public sealed record Raised(string Design, string Text, ulong Weights, ulong Order) : Making
    {
        /// <inheritdoc/>
        public override IReadOnlyList<string> From => [];
    }

    /// <summary>The first weights of one that was raised, no step made.</summary>
    public sealed record First(string Of) : Making
    {
        /// <inheritdoc/>
        public override IReadOnlyList<string> From => [Of];
    }

    /// <summary>Raised on from another's weights.</summary>
    /// <param name="Parent">Whose.</param>
    /// <param name="Text">On which text.</param>
    /// <param name="Share">Steps, as a share of a root's.</param>
    /// <param name="Rate">Learning rates, as a share of a root's.</param>
    public sealed record RaisedOn(string Parent, string Text, double Share, double Rate) : Making
    {
        /// <inheritdoc/>
        public override IReadOnlyList<string> From => [Parent];
    }

    /// <summary>A change of low rank in each matrix: that of a fine-tuning, cut to the rank and merged.</summary>
    /// <param name="Parent">Whose weights.</param>
    /// <param name="Text">On which text.</param>
    /// <param name="Share">Steps, as a share of a root's.</param>
    /// <param name="Rank">The rank.</param>
    public sealed record Adapted(string Parent, string Text, double Share, int Rank) : Making
    {
        /// <inheritdoc/>
        public override IReadOnlyList<string> From => [Parent];
    }

    /// <summary>Grown or cut in depth by an operator of <c>jaram grow</c>, and raised on.</summary>
    /// <param name="Parent">Whose weights.</param>
    /// <param name="Operator">As in <c>dus:1</c>.</param>
    /// <param name="Text">On which text.</param>
    /// <param name="Share">Steps, as a share of a root's.</param>
    public sealed record Grown(string Parent, string Operator, string Text, double Share) : Making
    {
        /// <inheritdoc/>
        public override IReadOnlyList<string> From => [Parent];
    }

    /// <summary>Units that say little taken out, and raised on.</summary>
    /// <param name="Parent">Whose weights.</param>
    /// <param name="Hidden">Share of hidden units that stays.</param>
    /// <param name="Channels">Share of the stream's channels that stays.</param>
    /// <param name="Text">On which text.</param>
    /// <param name="Share">Steps, as a share of a root's.</param>
    public sealed record Pruned(string Parent, double Hidden, double Channels, string Text, double Share) : Making
    {
        /// <inheritdoc/>
        public override IReadOnlyList<string> From => [Parent];
    }

    /// <summary>Weights of several in one.</summary>
    /// <param name="Parents">Whose.</param>
    /// <param name="Shares">How much of each.</param>
    /// <param name="Way">Along which way.</param>
    public sealed record Merged(IReadOnlyList<string> Parents, IReadOnlyList<double> Shares, MergeWay Way) : Making
    {
        /// <inheritdoc/>
        public override IReadOnlyList<string> From => Parents;
    }

    /// <summary>Given another tokenizer, embeddings drawn anew, and raised on.</summary>
    /// <param name="Parent">Whose weights.</param>
    /// <param name="Text">On which text.</param>
    /// <param name="Share">Steps, as a share of a root's.</param>
    public sealed record Retokenised(string Parent, string Text, double Share) : Making
    {
        /// <inheritdoc/>
        public override IReadOnlyList<string> From => [Parent];
    }

    /// <summary>A part drawn anew, and raised on.</summary>
    /// <param name="Parent">Whose weights.</param>
    /// <param name="Part">What is drawn anew.</param>
    /// <param name="Text">On which text.</param>
    /// <param name="Share">Steps, as a share of a root's.</param>
    public sealed record Redrawn(string Parent, LayerHalf Part, string Text, double Share) : Making
    {
        /// <inheritdoc/>
        public override IReadOnlyList<string> From => [Parent];
    }

    /// <summary>Stored in fewer bits, and read back.</summary>
    /// <param name="Parent">Whose weights.</param>
    /// <param name="Bits">8 or 4.</param>
    public sealed record Quantised(string Parent, int Bits) : Making
    {
        /// <inheritdoc/>
        public override IReadOnlyList<string> From => [Parent];
    }

    /// <summary>Raised from weights of its own on what another wrote.</summary>
    /// <param name="Teacher">Who wrote it.</param>
    /// <param name="Weights">Seed of its first weights.</param>
    /// <param name="Share">Steps, as a share of a root's.</param>
    public sealed record Distilled(string Teacher, ulong Weights, double Share) : Making
    {
        /// <inheritdoc/>
        public override IReadOnlyList<string> From => [Teacher];
    }

    /// <summary>Some layers of one in the body of another, and raised on.</summary>
    /// <param name="Parent">The body.</param>
    /// <param name="Donor">Whose layers.</param>
    /// <param name="Layers">Which.</param>
    /// <param name="Text">On which text.</param>
    /// <param name="Share">Steps, as a share of a root's.</param>
    public sealed record Transplanted(
        string Parent, string Donor, IReadOnlyList<int> Layers, string Text, double Share) : Making
    {
        /// <inheritdoc/>
        public override IReadOnlyList<string> From => [Parent, Donor];
    }

    /// <summary>Weights changed so that a test may not know them again.</summary>
    /// <param name="Parent">Whose.</param>
    /// <param name="Evasions">What was done, in this order.</param>
    public sealed record Disguised(string Parent, IReadOnlyList<string> Evasions) : Making
    {
        /// <inheritdoc/>
        public override IReadOnlyList<string> From => [Parent];
    }
}

/// <summary>One half of each layer.</summary>
public enum LayerHalf
{
    /// <summary>What mixes tokens.</summary>
    Attention,

    /// <summary>What works on each token alone.</summary>
    Network,
}

/// <summary>The way from one model's weights to another's.</summary>
public enum MergeWay
{
    /// <summary>The straight line: a weighted sum.</summary>
    Line,

    /// <summary>The great circle of each tensor (SLERP); two parents.</summary>
    Circle,
}
