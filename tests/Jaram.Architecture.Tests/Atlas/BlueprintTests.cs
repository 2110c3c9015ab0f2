using CsCheck;
using Jaram.Architecture.Atlas;
using Jaram.Architecture.Atlas.Channels;
using Jaram.Architecture.Counting;

namespace Jaram.Architecture.Tests.Atlas;

/// <summary>A design described as a blueprint weighs, works and keeps the same; blueprints refuse what is wrong.</summary>
public sealed class BlueprintTests
{
    public static TheoryData<string> Designs => PresetTests.Files;

    [Theory, MemberData(nameof(Designs))]
    public void A_preset_and_its_blueprint_count_alike(string file) =>
        AssertAlike(Design.Read(File.ReadAllBytes(file), file));

    [Fact]
    public void Any_design_and_its_blueprint_count_alike() => Drawn.Design.Sample(AssertAlike, iter: 300);

    [Fact]
    public void The_sample_with_every_key_and_its_blueprint_count_alike() => AssertAlike(Sample.Read(Sample.Json));

    [Fact]
    public void Motif_3_is_counted_to_the_last_number_but_for_the_biases_that_no_gradient_trains()
    {
        var motif = Shelf.Of("Motif-3");
        var biases = motif.Stack.Sum(layer => layer.Channel is MixtureChannel experts ? experts.Experts : 0L);
        Assert.Equal(motif.Published!.Total, BlueprintCount.Of(motif).Parameters + biases);
    }

    [Fact]
    public void K_exaone_is_counted_to_the_last_number_but_for_the_biases_that_no_gradient_trains()
    {
        var exaone = Shelf.Of("K-EXAONE-236B-A23B");
        var biases = exaone.Stack.Sum(layer => layer.Channel is MixtureChannel experts ? experts.Experts : 0L);
        Assert.Equal(exaone.Published!.Total, BlueprintCount.Of(exaone).Parameters + biases);
    }

    [Fact]
    public void An_indexer_bounds_the_work_of_a_long_context_and_a_short_one_is_read_whole()
    {
        var (sparse, dense) = (Shelf.Of("DeepSeek-V3.2"), Shelf.Of("DeepSeek-V3.1"));
        double Decode(Blueprint model, int context) => BlueprintCount.Of(model).Flops(new Work.Decode(context));
        Assert.True(Decode(sparse, 1024) > Decode(dense, 1024));
        Assert.True(Decode(sparse, 131072) < Decode(dense, 131072) / 2);
    }

    [Fact]
    public void A_state_of_a_recurrence_does_not_grow()
    {
        var solar = BlueprintCount.Of(Shelf.Of("Solar-Open2-250B")).Kept;
        Assert.Equal(36L * 64 * 128 * 128, solar.Recurrent);
        Assert.Equal(12L * 2 * 8 * 128, solar.PerToken);
    }

    [Theory]
    [InlineData("\"width\": 768", "\"width\": 768, \"colour\": 1", "unknown key 'colour'; use one of: name, maker")]
    [InlineData("\"width\": 768", "\"width\": 768, \"width\": 769", "width: key 'width' stands twice; keep one")]
    [InlineData("\"heads\": 12", "\"heads\": 0", "layers.full.mixer: heads must be positive, got 0; use 1 or more")]
    [InlineData("\"keyValueHeads\": 12", "\"keyValueHeads\": 5",
        "layers.full.mixer: heads must be a multiple of keyValueHeads (5), got 12; use 10 or 15")]
    [InlineData("\"kind\": \"attention\"", "\"kind\": \"attentoin\"",
        "unknown kind 'attentoin'; use one of: attention, latent, compressed, delta, mamba2, rwkv5, branched")]
    [InlineData("\"pattern\": \"12*full\"", "\"pattern\": \"12*wide\"", "pattern must name one of: full, got 'wide'")]
    [InlineData("\"released\": \"2019-02-14\"", "\"released\": \"14.2.2019\"",
        "must be a date, got '14.2.2019'; write 2026-01-02, 2026-01 or 2026")]
    [InlineData("\"norms\": \"beforeMixer, beforeChannel\"", "\"norms\": \"beforeMixer, beforeBoth\"",
        "norms has beforeBoth beside a norm of its own before a mixer")]
    [InlineData("\"norms\": \"beforeMixer, beforeChannel\"",
        "\"norms\": \"beforeMixer, beforeChannel\", \"gatedNorms\": \"beforeMixer\"",
        "gatedNorms needs norm.gateRank above 0, which is 0, got beforeMixer")]
    public void A_wrong_blueprint_is_refused_in_a_line_that_says_where_and_what(string right, string wrong, string says)
    {
        var text = System.Text.Encoding.UTF8.GetString(Shelf.Of("GPT-2-124M").Write());
        Assert.Contains(right, text, StringComparison.Ordinal);
        var refusal = Assert.Throws<DesignException>(
            () => Blueprint.Read(System.Text.Encoding.UTF8.GetBytes(text.Replace(right, wrong)), "gpt.json"));
        Assert.StartsWith("gpt.json: ", refusal.Message, StringComparison.Ordinal);
        Assert.Contains(says, refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refusal.Message);
    }

    [Fact]
    public void A_mixer_within_a_mixer_is_checked_too()
    {
        var falcon = System.Text.Encoding.UTF8.GetString(Shelf.Of("Falcon-H1-0.5B").Write());
        var refusal = Assert.Throws<DesignException>(() => Blueprint.Read(
            System.Text.Encoding.UTF8.GetBytes(falcon.Replace("\"groups\": 1", "\"groups\": 5")), "falcon.json"));
        Assert.Contains("heads must be a multiple of groups (5), got 24; use 20 or 25", refusal.Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2024-12-26", "2025", true)]
    [InlineData("2025-01", "2025", false)]
    [InlineData("2024", "2024-12-31", false)]
    [InlineData("2024-11", "2024-12-01", true)]
    [InlineData("2024-12-01", "2024-12-01", false)]
    public void Only_what_was_public_for_certain_came_before(string one, string other, bool isBefore)
    {
        Assert.Equal(isBefore, PublicDate.Parse(one).IsBefore(PublicDate.Parse(other)));
        Assert.Equal(one, PublicDate.Parse(one).ToString());
    }

    [Fact]
    public void Every_assumption_names_a_place_of_its_entry()
    {
        var places = from entry in Shelf.All from place in entry.Assumed.Keys
            where !place.StartsWith("layers.*.", StringComparison.Ordinal)
                && !System.Text.Encoding.UTF8.GetString(entry.Write()).Contains(
                    $"\"{place.Split('.')[^1]}\"", StringComparison.Ordinal)
                && place is not ("tiedEmbeddings" or "layers.full.mixer.rotary")
            select $"{entry.Name} {place}";
        Assert.Empty(places);
    }

    private static void AssertAlike(Design design)
    {
        var (ours, described) = (Count.Of(design), BlueprintCount.Of(Blueprint.Of(design).Checked()));
        Assert.Equal((ours.Parameters, ours.ActiveParameters, ours.Ahead),
            (described.Parameters, described.ActiveParameters, described.Ahead));
        Assert.Equal(ours.Cache, new Cached(described.Kept.PerToken, described.Kept.Windowed + described.Kept.Convolved));
        foreach (Work work in (Work[])[new Work.Decode(300), new Work.Prefill(300)])
            Assert.Equal(ours.Flops(work), described.Flops(work), 1e-9 * ours.Flops(work));
    }
}
