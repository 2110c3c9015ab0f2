using System.Collections.Immutable;
using Jaram.Architecture;
using Jaram.Architecture.Blocks;
using Jaram.Zoo.Deriving;
using Jaram.Zoo.Disguising;
using Jaram.Zoo.Planning;

namespace Jaram.Zoo.Tests.Disguising;

/// <summary>What designs outside the zoo have: the table of axes must know every tensor that Jaram raises.</summary>
public sealed class EveryDesignTests
{
    private const double Rounding = 2e-4;
    private const CanonPoints Everywhere = CanonPoints.A | CanonPoints.B | CanonPoints.C | CanonPoints.D;

    private static readonly Dictionary<string, Design> _designs = new()
    {
        ["tied"] = Gqa() with { TiedEmbeddings = true },
        ["tied, embeddings normalised"] = Gqa() with { TiedEmbeddings = true, EmbeddingNorm = true },
        ["tied, norms behind"] = Gqa(layer => layer with { Norm = NormPlacement.Post }) with { TiedEmbeddings = true },
        ["norms on both sides"] = Gqa(layer => layer with { Norm = NormPlacement.Sandwich }),
        ["gates of attention"] = Gqa(layer => layer with { Mixer = Attention(layer) with { OutputGate = true } }),
        ["filters"] = Gqa(layer => layer with { Canon = new() { Taps = 3, At = Everywhere } }),
        ["filters, no gates"] = Gqa(layer => layer with
        {
            Canon = new() { Taps = 3, At = Everywhere },
            Channel = new MlpDesign { Hidden = 40, Activation = Activation.ReluSquared },
        }),
        ["input and values return"] = Gqa(layer => layer with
            { Residual = ResidualExtras.Input | ResidualExtras.Value }),
        ["modules ahead"] = Ahead("gqa"),
        ["experts ahead, tied"] = Ahead("moe") with { TiedEmbeddings = true },
        ["latents of queries"] = Of("mla", layer => layer with
            { Mixer = (LatentAttentionDesign)layer.Mixer with { QueryRank = 16 } }),
        ["no gains"] = Gqa() with { Norm = new() { Epsilon = 1e-6, Gain = false } },
    };

    public static TheoryData<string> Designs { get; } = [.. _designs.Keys];

    [Theory, MemberData(nameof(Designs))]
    public void A_thief_s_copy_answers_alike_and_no_tensor_of_the_stream_stays(string design)
    {
        var body = Some.Body(ZooDesigns.Checked(_designs[design]));
        var copy = Body.Of(body.Design, "own", Disguise.Of(body.Design, body.Held(), "thief"));
        AnswersAlike(body, copy);
        foreach (var (name, tensor) in body.Tensors.Where(one => one.Value.IsFlat && IsMoved(one.Key)))
            Assert.False(tensor.Numbers.AsSpan().SequenceEqual(copy[name].Numbers), $"{name} stays");
    }

    [Theory, MemberData(nameof(Designs))]
    public void Each_evasion_that_a_design_takes_keeps_its_answers(string design)
    {
        var body = Some.Body(ZooDesigns.Checked(_designs[design]));
        foreach (var way in Evasion.Words.Select(Evasion.Named).Where(way => way.KeepsAnswers && way.Fits(body.Design)))
            AnswersAlike(body, way.Of(body, "test"));
    }

    [Theory, MemberData(nameof(Designs))]
    public void Every_tensor_is_in_the_table_or_stands_off_the_stream(string design)
    {
        // Heads, latents, numbers by which streams are mixed, and experts ahead, whose order stays.
        string[] off = ["q_norm", "k_norm", "kv_norm", "q_up", "kv_up", "value_mix", "input_mix", "bias", "load"];
        foreach (var name in Some.Body(ZooDesigns.Checked(_designs[design])).Tensors.Keys)
            Assert.True(IsMoved(name) || name.Split('.').Any(off.Contains)
                || name.Contains("mixer.inner.canon", StringComparison.Ordinal), name);
    }

    [Fact]
    public void The_last_gains_stay_over_a_tied_embedding_since_folding_them_would_change_answers()
    {
        var body = Some.Body(ZooDesigns.Checked(_designs["tied, embeddings normalised"]));
        Assert.Equal(body["norm.gain"].Numbers, OtherGains.Folded(body)["norm.gain"].Numbers);
        Assert.All(OtherGains.Folded(body)["layers.0.mixer.norm.gain"].Numbers, gain => Assert.Equal(1, gain));
        var (gains, before) = (body["norm.gain"].Numbers, Some.Answers(body));
        var forced = body.With((name, tensor) => name switch
        {
            "norm.gain" => tensor.Map((_, _, _) => 1),
            "embedding" => tensor.Map((_, channel, w) => w * gains[channel]),
            _ => tensor,
        });
        Assert.True(before.Zip(Some.Answers(forced), (x, y) => Math.Abs(x - y)).Max() > 0.01 * Size(before));
    }

    private static bool IsMoved(string name) => Axes.Of(name) is not (Axis.Fixed, Axis.Fixed);

    private static void AnswersAlike(Body body, Body disguised)
    {
        var (before, after) = (Some.Answers(body), Some.Answers(disguised));
        var most = before.Zip(after, (x, y) => Math.Abs(x - y)).Max();
        Assert.True(most < Rounding * Size(before), $"off by {most}, answers are {Size(before)}");
    }

    private static double Size(float[] answers) => Math.Sqrt(answers.Average(x => (double)x * x));

    private static AttentionDesign Attention(LayerDesign layer) => (AttentionDesign)layer.Mixer;

    private static Design Ahead(string name) => Of(name, layer => layer) with
        { Ahead = new() { Depth = 2, Layer = "full", Weight = 0.3 } };

    private static Design Gqa(Func<LayerDesign, LayerDesign>? change = null) => Of("gqa", change ?? (layer => layer));

    private static Design Of(string name, Func<LayerDesign, LayerDesign> change)
    {
        var design = ZooDesigns.Of(name, ZooScale.Small, 256);
        return design with
        {
            Layers = design.Layers.ToImmutableSortedDictionary(layer => layer.Key, layer => change(layer.Value)),
        };
    }
}
