// First weights by place: number i of tensor t follows from (seed, t, i) alone, so anyone makes any slice again
// without the rest and without the training program.
// Source: SplitMix64 finaliser (Steele, Lea, Flood, OOPSLA 2014), keyed by SHA-256; gate G1 of a proof of training.

using System.Text.Json.Serialization;

namespace Jaram.Ledger.Growth;

/// <summary>How a model's first weights are drawn.</summary>
/// <param name="Tensors">Every weight and buffer, in the model's own order.</param>
/// <param name="Bits">Significant bits that numbers keep when version 0 is saved (see <see cref="Rounding"/>).</param>
public sealed record FirstWeights(IReadOnlyList<FirstTensor> Tensors, int Bits);

/// <summary>How one tensor's first values come about.</summary>
/// <param name="Name">As in a checkpoint; it keys the random stream.</param>
/// <param name="Shape">Outermost first.</param>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "drawn")]
[JsonDerivedType(typeof(Uniform), "uniform")]
[JsonDerivedType(typeof(Repeated), "repeated")]
[JsonDerivedType(typeof(Inherited), "inherited")]
public abstract record FirstTensor(string Name, IReadOnlyList<long> Shape)
{
    /// <summary>How many numbers it has.</summary>
    [JsonIgnore]
    public long Count => Shape.Aggregate(1L, (product, size) => checked(product * size));

    /// <summary>Fills a slice with first values.</summary>
    /// <param name="seed">32 bytes: <see cref="Commitment.SeedWith"/>.</param>
    /// <param name="from">Place of the first number in the tensor, row-major.</param>
    /// <param name="into">As many as are wanted.</param>
    public abstract void Fill(ReadOnlySpan<byte> seed, long from, Span<float> into);

    /// <summary>Numbers uniform in ±bound.</summary>
    public sealed record Uniform(string Name, IReadOnlyList<long> Shape, double Bound) : FirstTensor(Name, Shape)
    {
        /// <summary>Standard deviation of the numbers.</summary>
        [JsonIgnore]
        public double Deviation => Bound / Math.Sqrt(3);

        /// <inheritdoc/>
        public override void Fill(ReadOnlySpan<byte> seed, long from, Span<float> into) =>
            new CounterRandom(seed, Name).Fill(into, (ulong)from, Bound);
    }

    /// <summary>Numbers that come from another model: what the operator made of its tensors
    /// (<see cref="Descent"/>).</summary>
    public sealed record Inherited(string Name, IReadOnlyList<long> Shape) : FirstTensor(Name, Shape)
    {
        /// <inheritdoc/>
        /// <exception cref="LedgerException">Always: no seed gives them.</exception>
        public override void Fill(ReadOnlySpan<byte> seed, long from, Span<float> into) =>
            throw new LedgerException($"tensor {Name} was not drawn but grown from another model: grow that again");
    }

    /// <summary>A few numbers over and over: 1 for gains, 0 for what begins silent.</summary>
    public sealed record Repeated(string Name, IReadOnlyList<long> Shape, IReadOnlyList<float> Values)
        : FirstTensor(Name, Shape)
    {
        /// <inheritdoc/>
        public override void Fill(ReadOnlySpan<byte> seed, long from, Span<float> into)
        {
            for (var i = 0; i < into.Length; i++) into[i] = Values[(int)((from + i) % Values.Count)];
        }
    }
}
