using System.Collections.Immutable;
using System.Globalization;
using Jaram.Architecture;
using Jaram.Exchange.Families;

namespace Jaram.Exchange.Importing;

/// <summary>What a file says of a whole model.</summary>
internal sealed record DescribedDesign
{
    /// <summary>See <see cref="Design.Name"/>.</summary>
    public required string Name { get; init; }

    /// <summary>See <see cref="Design.About"/>.</summary>
    public required string About { get; init; }

    /// <summary>See <see cref="Design.Source"/>.</summary>
    public required string Source { get; init; }

    /// <summary>See <see cref="Design.Vocabulary"/>.</summary>
    public required int Vocabulary { get; init; }

    /// <summary>See <see cref="Design.Width"/>.</summary>
    public required int Width { get; init; }

    /// <summary>See <see cref="Design.Context"/>.</summary>
    public required int Context { get; init; }

    /// <summary>See <see cref="Design.TiedEmbeddings"/>.</summary>
    public required bool TiedEmbeddings { get; init; }

    /// <summary>See <see cref="NormDesign.Epsilon"/>.</summary>
    public required double Epsilon { get; init; }

    /// <summary>The design, checked as a file of ours is.</summary>
    /// <param name="described">Its layers.</param>
    /// <param name="where">For the message.</param>
    /// <param name="whole">All else.</param>
    /// <exception cref="DesignException">The numbers do not fit together.</exception>
    public static Design Of(Described described, string where, DescribedDesign whole)
    {
        var (dense, sparse) = (described.DenseLayers, described.Layers - described.DenseLayers);
        var kinds = ImmutableSortedDictionary<string, LayerDesign>.Empty;
        if (dense > 0) kinds = kinds.Add(sparse > 0 ? "dense" : "full", described.Dense);
        if (sparse > 0) kinds = kinds.Add("sparse", described.Sparse!);
        var pattern = (dense, sparse) switch
        {
            (_, 0) => $"{Number(dense)}*full",
            (0, _) => $"{Number(sparse)}*sparse",
            _ => $"{Number(dense)}*dense {Number(sparse)}*sparse",
        };
        var design = new Design
        {
            Name = whole.Name, About = whole.About, Source = whole.Source, Vocabulary = whole.Vocabulary,
            Width = whole.Width, Context = whole.Context, TiedEmbeddings = whole.TiedEmbeddings,
            Norm = new() { Epsilon = whole.Epsilon, Gain = true }, Layers = kinds, Pattern = pattern,
        };
        return Design.Read(design.Write(), where);
    }

    private static string Number(int count) => count.ToString(CultureInfo.InvariantCulture);
}
