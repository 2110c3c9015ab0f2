// Two models that nobody copied can begin from the same first weights: a default seed and the same shapes. The order
// tests fire, for what training leaves of the first weights is in both. Where the first weights are at hand they are
// taken out, W − b W₀ with b = ⟨W, W₀⟩/‖W₀‖², and the tests are made again: what collapses was the seed.
// Source: ours; first weights persist: SeedPrints, arXiv:2509.26404.

using System.Collections.Concurrent;
using Jaram.Assay.Provenance.Products;
using Jaram.Assay.Provenance.Reading;
using Jaram.Exchange.Tensors;

namespace Jaram.Assay.Provenance.Battery;

/// <summary>A model's tensors less what is left in them of first weights. Many threads may read at once.</summary>
/// <param name="weights">The model.</param>
/// <param name="start">The first weights; tensors that it lacks, or has in another shape, stay as they are.</param>
internal sealed class WithoutStart(ITensorSource weights, ITensorSource start) : ITensorSource
{
    private const int MostRows = 256;

    private readonly Dictionary<string, SourceTensor> _first = start.Tensors.ToDictionary(tensor => tensor.Name);
    private readonly ConcurrentDictionary<string, (float Share, double Likeness)> _shares = [];

    /// <summary>A subject's parts without what is left in them of first weights.</summary>
    public static Anatomy Of(Subject subject, Subject start) =>
        new(new(subject.Name, new WithoutStart(subject.Tensors, start.Tensors), subject.Tokenizer));

    /// <summary>How much of a part of a cleaned model was first weights: the mean cosine of its tensors with theirs; 0
    /// where there are none, or zeros.</summary>
    public static double Presence(Anatomy cleaned, Component component)
    {
        var tensors = (WithoutStart)cleaned.Subject.Tensors;
        return (from one in cleaned.Tensors
                where one.Place.Component == component
                let first = tensors.FirstOf(one.Tensor)
                where first is not null
                select tensors.ShareOf(one.Tensor, first).Likeness).DefaultIfEmpty(0).Average();
    }

    /// <inheritdoc/>
    public IReadOnlyList<SourceTensor> Tensors => weights.Tensors;

    /// <inheritdoc/>
    public void Read(SourceTensor tensor, long from, Span<float> into)
    {
        weights.Read(tensor, from, into);
        if (FirstOf(tensor) is not { } first) return;
        var share = ShareOf(tensor, first).Share;
        using var there = new Pooled<float>(into.Length);
        var begun = there.Span;
        start.Read(first, from, begun);
        for (var at = 0; at < into.Length; at++) into[at] -= share * begun[at];
    }

    private SourceTensor? FirstOf(SourceTensor tensor) => tensor.Shape.Length > 1
        && _first.GetValueOrDefault(tensor.Name) is { } first && first.Shape.SequenceEqual(tensor.Shape) ? first : null;

    private (float Share, double Likeness) ShareOf(SourceTensor tensor, SourceTensor first) =>
        _shares.GetOrAdd(tensor.Name, _ => Share(tensor, first));

    private (float Share, double Likeness) Share(SourceTensor tensor, SourceTensor first)
    {
        var view = UnitView.Rows(tensor);
        var (rows, all) = (Sampling.Some(view.Units, MostRows), Sampling.All(view.Features));
        using var numbers = new Pooled<float>(rows.Length * all.Length);
        using var begun = new Pooled<float>(rows.Length * all.Length);
        Span<float> now = numbers.Span, then = begun.Span;
        view.Read(weights, rows, all, numbers.Memory);
        UnitView.Rows(first).Read(start, rows, all, begun.Memory);
        var (product, square, own) = (0.0, 0.0, 0.0);
        for (var at = 0; at < now.Length; at++)
            (product, square, own) = (product + (double)now[at] * then[at], square + (double)then[at] * then[at],
                own + (double)now[at] * now[at]);
        return square > 0 && own > 0
            ? ((float)(product / square), product / Math.Sqrt(square * own))
            : (0, 0);
    }
}
