using CsCheck;
using Jaram.Training.Growth;
using Jaram.Training.Raising;

namespace Jaram.Training.Tests.Growth;

public sealed class MergekitFileTests
{
    [Fact]
    public void What_is_written_is_read_again() =>
        Gen.Select(Gen.Int[0, 30], Gen.Int[1, 8]).Array[1, 6].Select(Gen.String).Sample((slices, model) =>
        {
            var plan = Passthrough.Of([.. slices.SelectMany(slice => Enumerable.Range(slice.Item1, slice.Item2))]);
            var text = MergekitFile.Write(plan, layers: 40, model == "" ? "m" : model);
            Assert.Equal(plan.Order(40), MergekitFile.Read(text, "t").Order(40));
        }, iter: 300);

    [Fact]
    public void Depth_up_scaling_is_two_slices() => Assert.Equal("""
        slices:
          - sources:
              - model: "m"
                layer_range: [0, 24]
          - sources:
              - model: "m"
                layer_range: [8, 32]
        merge_method: passthrough
        dtype: float32

        """, MergekitFile.Write(new DepthUpScaling(8), layers: 32, "m"));

    [Theory]
    [InlineData("slices:\n- sources: [{model: org/M, layer_range: [0, 24]}]\n- sources:\n  - layer_range: [8, 32] # seam\n"
        + "    model: org/M\nmerge_method: passthrough\ndtype: bfloat16\n")]
    [InlineData("{\"merge_method\": \"passthrough\", \"slices\": [{\"sources\": [{\"model\": \"M\", \"layer_range\": [0, 24]}]}, "
        + "{\"sources\": [{\"model\": \"M\", \"layer_range\": [8, 32]}]}]}")]
    public void Files_of_others_are_read_however_they_are_laid_out(string text) =>
        Assert.Equal("slices:0-24+8-32", MergekitFile.Read(text, "t").Word);

    [Theory]
    [InlineData("slices: [", "t, line ")]
    [InlineData("- a", "must be 1, a mapping")]
    [InlineData("merge_method: passthrough", "slices is missing")]
    [InlineData("slices: []\nmerge_method: passthrough", "0 slices")]
    [InlineData("slices: []\nmerge_method: slerp", "merge_method is \"slerp\"")]
    [InlineData("slices: []\nmerge_method: passthrough\nbase_model: x", "t, line 3: key \"base_model\"")]
    [InlineData("slices: [{sources: [{model: a, layer_range: [0, 2], parameters: {scale: 0}}]}]\nmerge_method: passthrough",
        "key \"parameters\"")]
    [InlineData("slices: [{sources: [{model: a, layer_range: [0, 2]}]}, {sources: [{model: b, layer_range: [0, 2]}]}]\n"
        + "merge_method: passthrough", "2 models, \"a\" and \"b\"")]
    [InlineData("slices: [{sources: [{model: a, layer_range: [0, 2]}, {model: a, layer_range: [0, 2]}]}]\n"
        + "merge_method: passthrough", "2 sources")]
    [InlineData("slices: [{sources: [{model: a, layer_range: [0, x]}]}]\nmerge_method: passthrough", "\"x\" stands where")]
    [InlineData("slices: [{sources: [{model: a, layer_range: [0, 2, 3]}]}]\nmerge_method: passthrough", "3 numbers")]
    [InlineData("slices: [{sources: [{model: a, layer_range: [0, 2]}]}]\nmerge_method: passthrough\ndtype: int4", "\"int4\"")]
    public void What_a_growth_cannot_do_is_refused_by_name(string text, string said) =>
        Assert.Contains(said, Assert.Throws<RaisingException>(() => MergekitFile.Read(text, "t")).Message,
            StringComparison.Ordinal);
}
