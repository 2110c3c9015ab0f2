// A growth as it is recorded and then carried out: the child's design, how each of its tensors comes about, and the
// tensors themselves once the child's seed is drawn. The same parent, operator and seed give the same bytes, so whoever
// has the parent can check.
// Source: ours.

using System.Runtime.InteropServices;
using Jaram.Architecture;
using Jaram.Checkpoints;
using Jaram.Checkpoints.Packing;
using Jaram.Ledger.Growth;
using Jaram.Training.Blocks;
using Jaram.Training.Operators;
using Jaram.Training.Optimizers;
using Jaram.Training.Raising;
using static TorchSharp.torch;

namespace Jaram.Training.Growth;

/// <summary>One growth of one parent.</summary>
public sealed class GrowthPlan
{
    private readonly ParentModel _parent;
    private readonly List<(FirstTensor Tensor, Heir Heir)> _heirs = [];
    private readonly List<(TensorEntry Entry, string? From)> _memory = [];

    /// <param name="parent">What is grown.</param>
    /// <param name="version">The parent's version.</param>
    /// <param name="by">How.</param>
    /// <param name="recipe">The parent's; the child's is made of it.</param>
    /// <exception cref="RaisingException">The parent is none for this operator.</exception>
    public GrowthPlan(ParentModel parent, Digest version, GrowthOperator by, Recipe recipe)
    {
        _parent = parent;
        var grown = by.Grow(parent.Design) with
        {
            Name = $"{parent.Design.Name}-{by.Word.Replace(':', '-').Replace(',', '-').Replace('+', '-')}",
            Source = $"grown from {parent.Design.Name}, version {version.ToString()[..12]}, by {by.Word}",
        };
        Design = Design.Read(grown.Write(), grown.Name);                // with all relations checked
        Recipe = recipe with { Stages = [], Rates = Rates(recipe.Rates, parent.Design.Width, Design.Width) };
        using var model = new Decoder(Design, new PlainOperators(), float32);
        var built = Initialisation.Of(model, recipe.SavedBits.Weights);
        var heirs = by.Heirs(parent, Design);
        foreach (var tensor in built.Tensors) _heirs.Add((tensor, heirs(tensor)));
        First = built with { Tensors = [.. _heirs.Select(heir => Listed(heir.Tensor, heir.Heir))] };
        Remember(model);
        Map = new([.. _heirs.Select(heir => Told(heir.Tensor.Name, heir.Heir))], [.. _memory.Select(memory =>
            new TensorDescent(memory.Entry.Name, memory.From is null ? TensorOrigin.Set : TensorOrigin.Copied,
                memory.From is null ? [] : [memory.From]))]);
    }

    /// <summary>The child's design.</summary>
    public Design Design { get; }

    /// <summary>The child's recipe: the parent's, without its stages, with rates for the child's width.</summary>
    public Recipe Recipe { get; }

    /// <summary>How version 0 comes about, as the ledger lists it.</summary>
    public FirstWeights First { get; }

    /// <summary>Where every tensor comes from.</summary>
    public DescentMap Map { get; }

    /// <summary>Carries it out.</summary>
    /// <param name="seed">The child's: <see cref="Commitment.SeedWith"/>.</param>
    public (HeldTensors Weights, HeldTensors Memory) Grow(byte[] seed)
    {
        var made = _heirs.ToDictionary(heir => heir.Tensor.Name, heir => Bytes(heir.Tensor, heir.Heir, seed));
        var weights = HeldTensors.Copy(
            _heirs.Select(heir => new TensorEntry(heir.Tensor.Name, DType.F32, [.. heir.Tensor.Shape])),
            (entry, from) => made[entry.Name].AsSpan((int)from));
        var sources = _memory.ToDictionary(memory => memory.Entry.Name, memory => memory.From);
        var memory = HeldTensors.Copy(_memory.Select(memory => memory.Entry), (entry, from) =>
            sources[entry.Name] is { } source
                ? _parent.Memory.Bytes(source)[(int)from..]
                : new byte[entry.ByteCount - from]);
        return (weights, memory);
    }

    /// <summary>Rates of embedding and head fall with the root of the width, as in <see cref="Recipe.For"/>.</summary>
    private static OptimizerRates Rates(OptimizerRates parent, int from, int to)
    {
        var narrow = Math.Sqrt((double)from / to);
        return from == to ? parent : parent with { Embedding = parent.Embedding * narrow, Head = parent.Head * narrow };
    }

    private static FirstTensor Listed(FirstTensor tensor, Heir heir) => heir switch
    {
        Heir.Drawn => tensor,
        Heir.Set(var values) => new FirstTensor.Repeated(tensor.Name, tensor.Shape, values),
        _ => new FirstTensor.Inherited(tensor.Name, tensor.Shape),
    };

    private static TensorDescent Told(string name, Heir heir) => heir switch
    {
        Heir.Copied copy => new(name, TensorOrigin.Copied, [copy.From]),
        Heir.Set => new(name, TensorOrigin.Set, []),
        Heir.Drawn => new(name, TensorOrigin.Drawn, []),
        Heir.Computed computed => new(name, TensorOrigin.Computed, computed.From),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>What the child's optimizer remembers: the parent's memory of what was copied, else nothing.</summary>
    private void Remember(Decoder model)
    {
        using var optimizer = new Optimizer(model, Recipe.Rates, new PlainOperators());
        var copied = _heirs.Where(heir => heir.Heir is Heir.Copied { Memory: MemoryOf.Parent })
            .ToDictionary(heir => heir.Tensor.Name, heir => ((Heir.Copied)heir.Heir).From);
        var known = _parent.Memory.Tensors.ToDictionary(tensor => tensor.Name);
        foreach (var (name, memory) in optimizer.Memory)
        {
            var (own, kind) = (name[..name.LastIndexOf('/')], name[name.LastIndexOf('/')..]);
            var entry = new TensorEntry(name, DType.F32, memory.shape);
            var isThere = copied.TryGetValue(own, out var from) && known.TryGetValue(from + kind, out var old)
                && old.Shape.SequenceEqual(entry.Shape);
            _memory.Add((entry, isThere ? from + kind : null));
        }
    }

    private byte[] Bytes(FirstTensor tensor, Heir heir, byte[] seed)
    {
        if (heir is Heir.Copied(var from, _)) return _parent.Weights.Bytes(from).ToArray();
        if (heir is Heir.Computed computed) return MemoryMarshal.AsBytes(computed.Make(seed).AsSpan()).ToArray();
        var numbers = new float[tensor.Count];
        Listed(tensor, heir).Fill(seed, 0, numbers);
        Rounding.Round(MemoryMarshal.Cast<float, uint>(numbers.AsSpan()), First.Bits);
        return MemoryMarshal.AsBytes(numbers.AsSpan()).ToArray();
    }
}
