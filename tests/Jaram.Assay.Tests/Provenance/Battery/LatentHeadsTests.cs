using Jaram.Assay.Provenance.Judging;
using Jaram.Assay.Provenance.Reading;

namespace Jaram.Assay.Tests.Provenance.Battery;

/// <summary>Attention by way of latents, brought together with its twin whatever was done to stream and latents.</summary>
public sealed class LatentHeadsTests
{
    private static readonly Toy _parent = Latents.Of(1);

    /// <summary>Keys come out of the product of down, gains and up, without the values between them.</summary>
    [Theory]
    [InlineData("Hugging Face")]
    [InlineData("ours")]
    [InlineData("llama.cpp")]
    public void Queries_and_keys_are_found_under_every_name(string names)
    {
        var model = names == "Hugging Face" ? _parent : Latents.Renamed(_parent, names == "ours");
        var heads = Latents.HeadsOf(model, 2);
        Assert.Equal([Latents.Heads * (Latents.Plain + Latents.Positions), Latents.Heads * Latents.Plain,
            Latents.Positions], heads.Matrices.Select(matrix => matrix.Units));
        using var whole = heads.Key.Read(model, int.MaxValue, Sampling.All(Toy.Width));
        using var some = heads.Key.Read(model, int.MaxValue, [5, 3]);
        float[] keys = [.. whole.Span];
        Assert.All(Latents.Keys(_parent, 2).Zip(keys), key => Assert.Equal(key.First, key.Second, 1e-6));
        Assert.Equal([keys[Toy.Width + 5], keys[Toy.Width + 3]], some.Span[2..4].ToArray());
    }

    [Fact]
    public void Where_shapes_do_not_tell_heads_apart_values_are_taken_along()
    {
        var odd = _parent.Copy();
        const string Name = "model.layers.0.self_attn.kv_b_proj.weight";
        odd.Put(Name, odd[Name][..(111 * Latents.Rank)], 111, Latents.Rank);
        Assert.Equal(111, Latents.HeadsOf(odd, 0).Key.Units);
    }

    /// <summary>Or it would be no disguise.</summary>
    [Fact]
    public void Turned_latents_make_the_same_keys()
    {
        var thief = Latents.Turned(_parent);
        Assert.All(Latents.Keys(_parent, 1).Zip(Latents.Keys(thief, 1)),
            key => Assert.Equal(key.First, key.Second, 1e-6));
        const string Name = "model.layers.1.self_attn.kv_a_proj_with_mqa.weight";
        Assert.InRange(_parent[Name].Zip(thief[Name], (a, b) => a * b).Sum() / _parent[Name].Sum(w => w * w), -0.3, 0.5);
    }

    [Fact]
    public void A_copy_with_turned_latents_and_channels_in_another_order_is_suspected()
    {
        var thief = Evasions.Of("X1", Evasions.Of("X2", Latents.Turned(_parent.Drifted(2, 0.3))));
        var verdict = Attention(thief, _parent);
        Assert.Equal([TestKind.Aligned], Assert.IsType<Verdict.Suspect>(verdict).By);
    }

    [Fact]
    public void A_stranger_with_latents_is_not() =>
        Assert.IsType<Verdict.Independent>(Attention(Latents.Of(77), _parent));

    private static Verdict Attention(Toy candidate, Toy parent) => new Scan(Toy.Rules).Run(candidate.As("candidate"),
        [parent.As("parent")], [.. Enumerable.Range(90, 3).Select(seed => Latents.Of(seed).As($"control {seed}"))], [])
        .References[0].Findings.Single(finding => finding.Component == Component.Attention).Verdict;
}
