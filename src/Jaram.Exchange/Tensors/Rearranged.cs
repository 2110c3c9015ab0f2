// The tensors of one side, read from those of the other: rows are found where they lie and put into order as they are
// asked for, so a model is never held whole. Every tensor of the source is accounted for before anything is read.
// Source: ours.

using Jaram.Checkpoints;
using Jaram.Checkpoints.Gguf;
using Jaram.Checkpoints.Quantisation;

namespace Jaram.Exchange.Tensors;

/// <summary>A source's tensors under the other side's names. One thread at a time.</summary>
internal sealed class Rearranged : ITensorSource
{
    private const int MostPiece = 1 << 16;

    private readonly ITensorSource _source;
    private readonly Side _to;
    private readonly Dictionary<string, SourceTensor> _found;
    private readonly Dictionary<string, (Link Link, NamedShape Shape)> _wanted = [];
    private (SourceTensor Tensor, long From, float[] Numbers) _slab;

    /// <summary>Accounts for every tensor of the source.</summary>
    /// <param name="source">What there is.</param>
    /// <param name="where">What the source is called in messages.</param>
    /// <param name="links">What belongs to what.</param>
    /// <param name="to">The side that is wanted; the source is the other one.</param>
    /// <exception cref="CheckpointException">A tensor is missing, of another shape, or nobody's.</exception>
    public Rearranged(ITensorSource source, string where, IEnumerable<Link> links, Side to)
    {
        (_source, _to) = (source, to);
        _found = source.Tensors.ToDictionary(tensor => tensor.Name);
        var (from, used, tensors) = (to == Side.Own ? Side.Foreign : Side.Own, new HashSet<string>(),
            new List<SourceTensor>());
        foreach (var link in links)
        {
            var theirs = link.At(from).Where(shape => link is not Repeated || _found.ContainsKey(shape.Name)).ToList();
            foreach (var shape in theirs) Account(where, shape, used);
            if (from == Side.Own && link is Repeated) continue;         // nobody needs it
            foreach (var shape in link.At(to))
            {
                _wanted.Add(shape.Name, (link, shape));
                tensors.Add(new(shape.Name, shape.Shape, Stored(theirs)));
            }
            Check(where, link, theirs);
        }
        if (_found.Keys.FirstOrDefault(name => !used.Contains(name)) is { } extra)
            throw new CheckpointException($"{where}: has {_found.Count - used.Count} tensors that its description does "
                + $"not call for, {Quoted.Of(extra)} first: Jaram would have to leave them out, so it reads none");
        Tensors = tensors;
    }

    /// <inheritdoc/>
    public IReadOnlyList<SourceTensor> Tensors { get; }

    /// <inheritdoc/>
    public void Read(SourceTensor tensor, long from, Span<float> into)
    {
        var (link, shape) = _wanted[tensor.Name];
        if (link is Same)
        {
            var whole = link.Find(_to, tensor.Name, 0);
            _source.Read(_found[whole.Tensor], from, into);
            return;
        }
        var length = link.RowLength(shape);
        while (into.Length > 0)
        {
            var (row, skipped) = (from / length, from % length);
            var part = into[..(int)Math.Min(length - skipped, into.Length)];
            ReadRow(link, tensor.Name, row, skipped, part);
            from += part.Length;
            into = into[part.Length..];
        }
    }

    /// <summary>Whether numbers are the same but for how their makers rounded.</summary>
    public static bool AreClose(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        const float Rounding = 1e-5f;
        for (var i = 0; i < a.Length; i++)
            if (!(MathF.Abs(a[i] - b[i]) <= Rounding * MathF.Abs(b[i]))) return false;
        return a.Length == b.Length;
    }

    private void ReadRow(Link link, string name, long row, long skipped, Span<float> into)
    {
        if (link is OnlyOurs)
        {
            into.Clear();
            return;
        }
        if (link is Fixed values)
        {
            values.Values.Slice((int)skipped, into.Length).CopyTo(into);
            return;
        }
        var strip = link.Find(_to, name, row);
        var tensor = _found[strip.Tensor];
        var start = strip.Start + skipped * strip.Stride;
        if (strip.Stride == 1)
        {
            _source.Read(tensor, start, into);
            return;
        }
        var slab = Slab(tensor, strip, link.RowLength(_wanted[name].Shape));
        for (var i = 0; i < into.Length; i++) into[i] = slab[start - _slab.From + i * strip.Stride];
    }

    /// <summary>The whole rows that a strip runs through: neighbours ask for the same ones.</summary>
    private float[] Slab(SourceTensor tensor, Strip strip, long length)
    {
        var from = strip.Start - strip.Start % strip.Stride;
        if (_slab.Tensor == tensor && _slab.From == from) return _slab.Numbers;
        var size = checked((int)(strip.Stride * length));
        var numbers = _slab.Numbers?.Length == size ? _slab.Numbers : new float[size];
        _source.Read(tensor, from, numbers);
        _slab = (tensor, from, numbers);
        return numbers;
    }

    private void Account(string where, NamedShape shape, HashSet<string> used)
    {
        if (!_found.TryGetValue(shape.Name, out var tensor))
            throw new CheckpointException($"{where}: tensor {Quoted.Of(shape.Name)} is missing, its description calls "
                + $"for [{string.Join(", ", shape.Shape)}]: get the whole model");
        if (!tensor.Shape.SequenceEqual(shape.Shape))
            throw new CheckpointException($"{where}: tensor {tensor} should be [{string.Join(", ", shape.Shape)}] by "
                + "its description: the two do not belong together");
        used.Add(shape.Name);
    }

    /// <summary>What has no place on the other side must say nothing there.</summary>
    private void Check(string where, Link link, List<NamedShape> theirs)
    {
        if (theirs.Count == 0) return;
        switch (link)
        {
            case OnlyOurs { Absence: Absence.MustBeZero }:
                Compare(where, theirs[0], (_, into) => into.Clear(), "zero");
                break;
            case Fixed values:
                Compare(where, theirs[0], (from, into) => values.Values.Slice((int)from, into.Length).CopyTo(into),
                    "what the description says");
                break;
            case Repeated head:
                Compare(where, theirs[0], (from, into) => _source.Read(_found[head.Of], from, into), $"\"{head.Of}\"");
                break;
        }
    }

    private void Compare(string where, NamedShape shape, Filling expected, string what)
    {
        var tensor = _found[shape.Name];
        var (row, piece) = (tensor.RowLength, Math.Max(1, MostPiece / Math.Max(1, tensor.RowLength)));
        var (found, right) = (new float[row * piece], new float[row * piece]);
        for (var from = 0L; from < tensor.Count; from += found.Length)
        {
            var size = (int)Math.Min(found.Length, tensor.Count - from);
            _source.Read(tensor, from, found.AsSpan(0, size));
            expected(from, right.AsSpan(0, size));
            if (AreClose(found.AsSpan(0, size), right.AsSpan(0, size))) continue;
            var at = found.AsSpan(0, size).CommonPrefixLength(right.AsSpan(0, size));
            throw new CheckpointException($"{where}: tensor {tensor} is {found[at]:R} at {from + at}, it must equal "
                + $"{what} there ({right[at]:R}): no reader of that format computes the same");
        }
    }

    /// <summary>How numbers may be kept without loss that come from these.</summary>
    private BlockFormat Stored(List<NamedShape> from)
    {
        var formats = from.Select(shape => _found[shape.Name].Stored).ToList();
        return formats.Count > 0 && formats.TrueForAll(format => format == formats[0])
            ? formats[0]
            : GgufType.F32.Blocks;
    }

    private delegate void Filling(long from, Span<float> into);
}
