using System.Globalization;
using Jaram.Exchange.Families;
using Jaram.Exchange.Tensors;

namespace Jaram.Exchange.Tests;

/// <summary>Our names are those that the trainer writes: its own tests keep them in .snap files, one a preset.</summary>
public sealed class NamesTests
{
    public static TheoryData<string> Presets => ["field-gqa", "field-mla", "sprout-moe"];

    [Theory, MemberData(nameof(Presets))]
    public void A_family_links_just_the_tensors_that_the_trainer_has(string name)
    {
        var design = Design.Read(File.ReadAllBytes(Checkout.At($"designs/{name}.json")), name);
        var lines = File.ReadAllLines(Checkout.At($"tests/Jaram.Training.Tests/Blocks/DecoderTests.{name}.snap"))
            .Select(line => line.Replace(" kept", "", Ordinal));
        Assert.Equal(lines, Listed(design).Order(StringComparer.Ordinal));
    }

    private static IEnumerable<string> Listed(Design design)
    {
        var family = Expressible.In(design, Format.Gguf, AheadModules.Refuse) is [var first, ..] ? first : null;
        var shapes = family is not null
            ? family.Links(design, Format.Gguf).SelectMany(link => link.At(Side.Own))
            : Mixed(design);
        return shapes.Select(shape => string.Create(CultureInfo.InvariantCulture,
            $"{shape.Name} ({string.Join(", ", shape.Shape)})"));
    }

    /// <summary>sprout-moe belongs to no family, but its mixtures are named as DeepSeek's and its attention as Qwen3's.</summary>
    private static IEnumerable<NamedShape> Mixed(Design design)
    {
        yield return NamedShape.Of("embedding_norm.gain", design.Width);
        var dense = design with { Layers = design.Layers.SetItem("sparse", design.Layers["dense"]) };
        foreach (var shape in new Qwen3().Links(dense, Format.Gguf).SelectMany(link => link.At(Side.Own)))
            if (!shape.Name.Contains(".channel.inner.", Ordinal) || shape.Name.StartsWith("layers.0.", Ordinal))
                yield return shape;
        var names = new LayerNames(design, Format.Gguf);
        foreach (var (i, layer) in design.Stack.Index())
            if (layer.Channel is MixtureDesign mixture)
                foreach (var link in LatentNames.Mixture(names, i, design.Width, mixture, Format.Gguf, hasBias: true))
                    foreach (var shape in link.At(Side.Own)) yield return shape;
    }
}
