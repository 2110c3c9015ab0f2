using System.Globalization;
using Jaram.Testing;
using Jaram.Training.Blocks;
using Jaram.Training.Operators;
using static TorchSharp.torch;

namespace Jaram.Training.Tests.Blocks;

public sealed class DecoderTests
{
    public static TheoryData<string> Presets => TinyDesigns.Presets;

    public static TheoryData<string> Designs => TinyDesigns.Names;

    /// <summary>Names and shapes of weights are a format: checkpoints and ledgers bear them.</summary>
    [Theory, MemberData(nameof(Presets))]
    public void The_weights_of_a_preset_keep_their_names_and_shapes(string name)
    {
        using var model = new Decoder(TinyDesigns.Preset(name), new PlainOperators(), float32);
        var lines = model.state_dict().OrderBy(weight => weight.Key, StringComparer.Ordinal)
            .Select(weight => string.Create(CultureInfo.InvariantCulture,
                $"{weight.Key} ({string.Join(", ", weight.Value.shape)}){Kept(model, weight.Key)}\n"));
        Snapshot.Match(string.Concat(lines), test: name);
    }

    /// <summary>No GPU is needed to see where weights lie: libtorch's meta device holds none of them.</summary>
    [Theory, MemberData(nameof(Designs))]
    public void Every_weight_lies_where_the_model_was_asked_to_be(string name)
    {
        using var model = new Decoder(TinyDesigns.Named(name), new PlainOperators(), float32, META);
        Assert.All(model.state_dict(), weight => Assert.Equal(META.type, weight.Value.device_type));
    }

    [Fact]
    public void Hidden_and_logits_make_up_a_call()
    {
        using var scope = NewDisposeScope();
        using var model = TinyModel.Build("softcap");
        var text = TinyModel.Text(model.Design, seed: 9, batch: 2, tokens: 7);
        using Pass one = new(), two = new();
        var logits = model.call(text, one);
        Close.Bitwise(logits, model.Logits(model.Hidden(text, two)), "logits");
        Assert.True(Close.Largest(logits) < model.Design.LogitSoftcap);
    }

    [Fact]
    public void What_is_foreseen_first_is_what_the_model_says()
    {
        using var scope = NewDisposeScope();
        using var model = TinyModel.Build("ahead");
        var text = TinyModel.Text(model.Design, seed: 9, batch: 2, tokens: 8);
        using Pass one = new(), two = new();
        var states = model.Foresee(text.narrow(1, 0, 7), text.narrow(1, 1, 7), one);
        Assert.Equal(1 + model.Design.Ahead!.Depth, states.Count);
        Close.Bitwise(model.Hidden(text.narrow(1, 0, 7), two), states[0], "states");
    }

    [Fact]
    public void Activations_in_bfloat16_follow_those_in_float32()
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        using var wide = TinyModel.Build("sprout-mla");
        using var narrow = TinyModel.Random(new Decoder(wide.Design, new FusedOperators(), bfloat16), seed: 1);
        var text = TinyModel.Text(wide.Design, seed: 9, batch: 1, tokens: 6);
        using Pass one = new(), two = new();
        Close.Relatively(wide.call(text, one), narrow.call(text, two), 0.1, "logits");
    }

    private static string Kept(Decoder model, string name) =>
        model.named_buffers().Any(buffer => buffer.name == name) ? " kept" : "";
}
