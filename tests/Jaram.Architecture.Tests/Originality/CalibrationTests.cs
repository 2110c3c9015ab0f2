using Jaram.Architecture.Atlas;
using Jaram.Architecture.Atlas.Channels;
using Jaram.Architecture.Atlas.Mixers;
using Jaram.Architecture.Graphs;
using Jaram.Architecture.Originality;
using Jaram.Architecture.Sketching;
using Jaram.Architecture.Tests.Graphs;

namespace Jaram.Architecture.Tests.Originality;

public sealed class CalibrationTests(ITestOutputHelper output)
{
    private static readonly Blueprint _llama = Works.Model("Llama-2-7B");

    [Theory]
    [MemberData(nameof(Disguise.Names), MemberType = typeof(Disguise))]
    public void Llama_in_disguise_says_nothing_new(string disguise)
    {
        var layers = _llama.Layers.Select(layer => ("renamed", Disguise.All[disguise](LayerSketch.Of(_llama, layer.Value))));
        var kinship = Nearest(Anatomy.Of("new", null, layers, [], []));
        Assert.Equal(0, kinship.Bits);
        Assert.Empty(kinship.Forward);
    }

    [Fact]
    public void Layers_that_do_nothing_say_nothing_new()
    {
        var sketch = new Sketch(LayerSketch.Width, []);
        var idle = sketch.Finish(sketch.Put(new Sum(), 0, sketch.Put(new Scale(0), sketch.Put(new Apply("exp"), 0))));
        var kinship = Nearest(Anatomy.Of("new", null, [.. Works.Model("Llama-2-7B").Layers.Select(layer =>
            (layer.Key, LayerSketch.Of(_llama, layer.Value))), ("idle", idle)], [], []));
        Assert.Equal(0, kinship.Bits);
    }

    [Fact]
    public void Bits_grow_with_what_changes()
    {
        var mixer = (SoftmaxMixer)Full.Mixer!;
        var grouped = Changed(Full with { Mixer = mixer with { KeyValueHeads = 8 } });
        var mixture = Changed(Full with
        {
            Channel = new MixtureChannel
            {
                Experts = 8, Active = 2, Scale = 1, Scoring = Scoring.Softmax, NormalizeWeights = true,
                Expert = (MlpChannel)Full.Channel!,
            },
        });
        var latent = Changed(Full with
        {
            Mixer = new LatentMixer
            {
                Heads = 32, QueryRank = 1536, LatentRank = 512, PlainDim = 128, SharedDim = 64, ValueDim = 128,
                Rotary = new() { Dim = 64, Theta = 10000 },
            },
        });
        var linear = Changed(Full with
        {
            Mixer = new DeltaMixer
            {
                Decay = Decay.Channel, KeyHeads = 32, ValueHeads = 32, KeyDim = 128, ValueDim = 128, Taps = 4,
                DecayRank = 128, GateRank = 128,
            },
        });
        output.WriteLine($"grouped {grouped:f1}, mixture {mixture:f1}, latent {latent:f1}, linear {linear:f1} bits");
        Assert.Equal([grouped, mixture, latent, linear], new[] { grouped, mixture, latent, linear }.Order());
        Assert.True(0 < grouped && grouped < mixture && mixture < latent && latent < linear);
    }

    [Theory]
    [InlineData("A.X-K1", "DeepSeek-V3", Tier.Quantitative)]
    [InlineData("A.X-K2", "DeepSeek-V3.2", Tier.ModuleOrBlock)]
    [InlineData("Solar-Open-100B", "GLM-4.5-Air", Tier.Quantitative)]
    [InlineData("DeepSeek-R1", "DeepSeek-V3", Tier.Quantitative)]
    [InlineData("DeepSeek-V2-236B", "DeepSeek-MoE-16B", Tier.Architecture)]
    public void The_nearest_parent_is_found(string name, string parent, Tier tier)
    {
        var kinship = Nearest(Works.Work(name));
        Assert.Equal((parent, tier), (kinship.Parent.Name, Level(kinship)));
    }

    [Fact]
    public void Depth_up_scaling_is_in_the_making_alone()
    {
        var kinship = Nearest(Works.Work("SOLAR-10.7B-v1.0"));
        Assert.Equal(0, kinship.Bits);
        Assert.True(kinship.MakingBits > 0);
        Assert.Equal(Tier.Making, Level(kinship));
    }

    [Fact]
    public void Motif_3_reaches_the_architecture() => Assert.Equal(Tier.Architecture, Level(Nearest(Works.Work("Motif-3"))));

    [Fact]
    public void A_window_that_is_no_longer_there_leaves_Llama() =>
        Assert.Equal(0, Kinship.Of(Works.Work("Mistral-7B-v0.3"), Works.Work("Llama-2-70B"), Works.Known).Bits);

    [Fact]
    public void A_later_work_is_no_parent()
    {
        var solar = Works.Work("SOLAR-10.7B-v1.0");
        Assert.All(Works.Known.Before(solar), work => Assert.True(work.Released!.Value.IsBefore(solar.Released!.Value)));
        Assert.DoesNotContain(Works.Known.Before(solar), work => work.Name == "SOLAR-10.7B-v1.0");
    }

    private static LayerBlueprint Full => _llama.Layers.Values.Single();

    private static double Changed(LayerBlueprint layer)
    {
        var changed = _llama with { Name = "new", Layers = _llama.Layers.SetItem(_llama.Layers.Keys.Single(), layer) };
        return Kinship.Of(Anatomy.Of(changed), Works.Work("Llama-2-7B"), Works.Known).Bits;
    }

    private static Kinship Nearest(Anatomy work) => Works.Known.Before(work)
        .Select(parent => Kinship.Of(work, parent, Works.Known))
        .OrderBy(kinship => kinship.Bits).ThenBy(kinship => kinship.Parent.Released?.First).First();

    private static Tier Level(Kinship kinship) => kinship.Tier(Works.Known);
}
