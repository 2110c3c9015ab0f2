// What heads make of the stream, as one matrix: stored as such, or, where latents stand between, as one that brings the
// stream down to them, their gains, and those that bring them up to heads. Only the product of these is the model's:
// latents can be put in any order, turned and stretched without changing an answer.
// Source: DeepSeek-V2, arXiv:2405.04434, section 2.1.2; that down and up are compared as their product:
// Zeng et al., arXiv:2510.06738 (AWM).

using System.Collections.Immutable;
using Jaram.Assay.Provenance.Products;
using Jaram.Exchange.Tensors;

namespace Jaram.Assay.Provenance.Reading;

/// <summary>Rows of heads by channels of the stream.</summary>
/// <param name="Down">What reads the stream: rows, or latents, by channels.</param>
/// <param name="Ups">What brings latents up, one below the other: rows by latents; empty where there are none.</param>
/// <param name="Gains">Of the norm between them; none for 1.</param>
internal sealed record HeadMatrix(UnitView Down, IReadOnlyList<UnitView> Ups, float[] Gains)
{
    /// <summary>A matrix that is stored as it is.</summary>
    public static HeadMatrix Of(UnitView view) => new(view, [], []);

    /// <summary>Rows.</summary>
    public int Units => Ups.Count == 0 ? Down.Units : Ups.Sum(up => up.Units);

    /// <summary>Reads some channels of some rows, those that <see cref="Sampling.Some"/> chooses.</summary>
    /// <param name="source">Holds the tensors.</param>
    /// <param name="most">Rows at most.</param>
    /// <param name="channels">Which channels.</param>
    /// <returns>(rows, channels) row-major; whoever asked gives them back.</returns>
    /// <exception cref="Checkpoints.CheckpointException">A number is none, or cannot be read.</exception>
    public Pooled<float> Read(ITensorSource source, int most, ImmutableArray<int> channels)
    {
        var rows = Sampling.Some(Units, most);
        var count = checked(rows.Length * channels.Length);
        var read = Ups.Count == 0 ? new Pooled<float>(count) : Pooled<float>.Zeros(count);
        if (Ups.Count == 0) Down.Read(source, rows, channels, read.Memory);
        else AddProduct(source, rows, channels, read.Memory);
        return read;
    }

    private void AddProduct(
        ITensorSource source, ImmutableArray<int> rows, ImmutableArray<int> channels, Memory<float> into)
    {
        var latents = Sampling.All(Down.Units);
        using var stored = new Pooled<float>(checked(latents.Length * channels.Length));
        using var down = new Pooled<float>(stored.Span.Length);                             // (channels, latents)
        using var up = new Pooled<float>(checked(rows.Length * latents.Length));
        Down.Read(source, latents, channels, stored.Memory);
        Rows.Turn(stored.Span, (latents.Length, channels.Length, channels.Length), down.Span, latents.Length);
        var (at, first) = (0, 0);
        foreach (var view in Ups)
        {
            ImmutableArray<int> some =
                [.. rows.Where(row => row >= first && row < first + view.Units).Select(row => row - first)];
            view.Read(source, some, latents, up.Memory.Slice(at, some.Length * latents.Length));
            (at, first) = (at + some.Length * latents.Length, first + view.Units);
        }
        if (Gains.Length == latents.Length) Rows.Scale(up.Span, Gains);
        RowProducts.Add(up.Memory, down.Memory, latents.Length, into);
    }
}
