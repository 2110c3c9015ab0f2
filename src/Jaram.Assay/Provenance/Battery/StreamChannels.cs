// Test T1 on the channels of the stream that all layers read and write: one permutation moves them in the whole model,
// so all tensors of a component make one matrix and one score. Tokens are brought together by their strings.
// Source: ours; OrderStatistic for the score.

using System.Collections.Immutable;
using Jaram.Assay.Provenance.Reading;

namespace Jaram.Assay.Provenance.Battery;

/// <summary>Scores what two models do with the channels of their stream, component by component.</summary>
/// <param name="channels">How many channels are looked at.</param>
/// <param name="features">How many rows of a tensor are looked at.</param>
/// <param name="shuffles">How many shuffles a score is held against.</param>
internal sealed class StreamChannels(int channels, int features, int shuffles)
{
    /// <summary>Places of a component that are looked at: a mixture can have tens of thousands.</summary>
    private const int MostPlaces = 256;

    /// <summary>Scores a component of two models; nothing to add up leaves a score without numbers.</summary>
    public OrderStatistic Score(Anatomy one, Anatomy other, Component component)
    {
        if (one.Width != other.Width || one.Width < 2) return new(0, [], 0);
        var some = Sampling.Some(one.Width, channels);
        using var cross = new CrossMatrix(some.Length, $"stream {component}");
        foreach (var (mine, theirs, here, there) in Pairs(one, other, component))
            cross.AddPair(new(one, mine.Turned, here, ReadOnlyMemory<float>.Empty),
                new(other, theirs.Turned, there, ReadOnlyMemory<float>.Empty), some);
        return cross.ScoreOnce(shuffles);
    }

    /// <summary>Matrices that stand in the same place and have the same shape, and which of their rows go
    /// together.</summary>
    private IEnumerable<(UnitView, UnitView, ImmutableArray<int>, ImmutableArray<int>)> Pairs(
        Anatomy one, Anatomy other, Component component)
    {
        if (component is Component.Embedding or Component.Head)
        {
            foreach (var pair in Tokens(one, other, component)) yield return pair;
            yield break;
        }
        var theirs = other.OnStream(component).GroupBy(part => part.Place)
            .ToDictionary(part => part.Key, part => part.Select(each => each.View).ToList());
        var own = one.OnStream(component).GroupBy(part => part.Place)
            .Select(part => (part.Key, Views: part.Select(each => each.View).ToList())).ToList();
        foreach (var (place, mine) in Sampling.Some(own.Count, MostPlaces).Select(at => own[at]))
            foreach (var (a, b) in mine.Zip(theirs.GetValueOrDefault(place, [])))
                if (a.Units == b.Units && !IsDear(place, a) && Sampling.Some(a.Units, features) is var rows)
                    yield return (a, b, rows, rows);
    }

    /// <summary>What many hidden units write lies across the channels, and a sample would read all of it: the test of
    /// hidden units does.</summary>
    private bool IsDear(TensorPlace place, UnitView view) => place.Role == TensorRole.Down && view.Units > features;

    private IEnumerable<(UnitView, UnitView, ImmutableArray<int>, ImmutableArray<int>)> Tokens(
        Anatomy one, Anatomy other, Component component)
    {
        var (mine, theirs) = component == Component.Head
            ? (one.Heads, other.Heads)
            : (one.Tokens, other.Tokens);
        if (mine.Count == 0 || theirs.Count == 0) yield break;
        var shared = SharedTokens.Of(one, other, features);
        if (shared.Count > 0) yield return (mine[0], theirs[0], shared.Here, shared.There);
    }
}
