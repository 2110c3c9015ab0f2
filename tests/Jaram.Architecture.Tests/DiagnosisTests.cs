namespace Jaram.Architecture.Tests;

public sealed class DiagnosisTests
{
    private const string TopKeys = "name, about, source, vocabulary, width, context, tiedEmbeddings, embeddingNorm, "
        + "logitSoftcap, norm, layers, pattern, ahead";

    [Theory]
    [InlineData("", "the file is empty; write a design")]
    [InlineData(" \n // nothing\n", "the file is empty; write a design")]
    [InlineData("null", "must be an object, got null; write a design")]
    [InlineData("[{}]", "must be an object, got a list; correct the value")]
    [InlineData("3", "must be an object, got 3; correct the value")]
    [InlineData("\"a: b\"", "must be an object, got 'a: b'; correct the value")]
    [InlineData("{}", "missing 'name', 'about', 'source', 'vocabulary', 'width', 'context', 'norm'; add it")]
    public void A_file_must_hold_an_object(string json, string message) =>
        Assert.Equal(message, Sample.RefusalOf(json));

    [Theory]
    [InlineData("layers.wide.mixer.heads", "\"8\"", "a whole number up to 2147483647, got '8'")]
    [InlineData("layers.wide.mixer.heads", "1.5", "a whole number up to 2147483647, got 1.5")]
    [InlineData("layers.wide.mixer.heads", "3000000000", "a whole number up to 2147483647, got 3000000000")]
    [InlineData("layers.wide.mixer.heads", "null", "a whole number up to 2147483647, got null")]
    [InlineData("layers.wide.mixer.heads", "[4]", "a whole number up to 2147483647, got a list")]
    [InlineData("layers.wide.mixer.softcap", "true", "a number, got true")]
    [InlineData("layers.wide.mixer.queryKeyNorm", "1", "true or false, got 1")]
    [InlineData("layers.wide.mixer", "[]", "an object, got a list")]
    [InlineData("layers.wide", "\"wide\"", "an object, got 'wide'")]
    [InlineData("layers", "[]", "an object, got a list")]
    [InlineData("norm", "1e-6", "an object, got 1e-6")]
    [InlineData("tiedEmbeddings", "\"yes\"", "true or false, got 'yes'")]
    [InlineData("pattern", "{ \"a\": [1, 2] }", "a text, got an object")]
    [InlineData("name", "7", "a text, got 7")]
    public void A_value_of_another_kind_is_refused(string path, string json, string rule) =>
        Assert.Equal($"{path}: must be {rule}; correct the value", Sample.Refusal((path, json)));

    [Theory]
    [InlineData("name")]
    [InlineData("norm")]
    [InlineData("layers")]
    [InlineData("layers.wide.mixer")]
    [InlineData("layers.deep.channel.expert")]
    public void Null_is_not_a_value(string path) =>
        Assert.Equal($"{path}: must not be null; write a value, or take the key out", Sample.Refusal((path, "null")));

    [Theory]
    [InlineData("embedingNorm", TopKeys)]
    [InlineData("stack", TopKeys)]
    [InlineData("$schema", TopKeys)]
    [InlineData("layers.wide.norms", "mixer, channel, norm, residual, canon")]
    [InlineData("layers.wide.canon.channels", "taps, at")]
    [InlineData("layers.wide.mixer.latentRank",
        "kind, keyValueHeads, headDim, queryKeyNorm, outputGate, softcap, heads, window, rotary")]
    [InlineData("layers.deep.mixer.rotaryDim",
        "kind, queryRank, latentRank, plainDim, valueDim, rawLatent, heads, window, rotary")]
    [InlineData("layers.deep.channel.expert.kind", "hidden, activation")]
    public void An_unknown_key_is_refused_even_where_a_record_computes_one_of_that_name(string path, string keys) =>
        Assert.Equal($"{path}: unknown key '{path.Split('.')[^1]}'; use one of: {keys}", Sample.Refusal((path, "1")));

    [Theory]
    [InlineData("vocabulary", "")]
    [InlineData("layers.wide.channel.hidden", "layers.wide.channel: ")]
    [InlineData("layers.wide.mixer.rotary.scaling.factor", "layers.wide.mixer.rotary.scaling: ")]
    [InlineData("ahead.weight", "ahead: ")]
    public void A_missing_key_is_refused(string path, string place) =>
        Assert.Equal($"{place}missing '{path.Split('.')[^1]}'; add it", Sample.Refusal((path, "")));

    [Fact]
    public void A_key_that_stands_twice_is_refused()
    {
        Assert.Equal("width: key 'width' stands twice; keep one",
            Sample.RefusalOf(Sample.Json.Replace("\"width\": 8", "\"width\": 8, \"width\": 8")));
        Assert.Equal("layers.deep: key 'deep' stands twice; keep one",
            Sample.RefusalOf(Sample.Json.Replace("\"wide\": {", "\"deep\": {")));
    }

    [Theory]
    [InlineData("layers.wide.mixer", "attention, latent")]
    [InlineData("layers.deep.channel", "mlp, mixture")]
    [InlineData("layers.deep.mixer.rotary.scaling", "linear, llama3, yarn")]
    public void An_unknown_or_missing_kind_is_refused(string path, string kinds)
    {
        Assert.Equal($"{path}: unknown kind 'conv'; use one of: {kinds}", Sample.Refusal((path + ".kind", "\"conv\"")));
        Assert.Equal($"{path}: missing 'kind'; add one of: {kinds}", Sample.Refusal((path + ".kind", "")));
    }

    [Theory]
    [InlineData("{\n  \"name\": \"a\",\n}", "line 3: not JSON: ")]
    [InlineData("{\n  \"name\": \n", "name: line 3: not JSON: ")]
    [InlineData("design", "line 1: not JSON: ")]
    [InlineData("{ \"name\": 'a' }", "name: line 1: not JSON: ")]
    public void Text_that_is_not_json_is_refused_by_line(string json, string start) =>
        Assert.StartsWith(start, Sample.RefusalOf(json), StringComparison.Ordinal);

    [Fact]
    public void Objects_within_objects_end_somewhere()
    {
        var deep = string.Concat(Enumerable.Repeat("[", 100_000));
        Assert.Equal("layers.wide.mixer: nested deeper than 32 levels; take levels out",
            Sample.RefusalOf(Sample.Json.Replace("\"kind\": \"attention\",", $"\"heads\": {deep}")));
    }

    [Fact]
    public void A_long_or_broken_text_is_shown_on_one_line()
    {
        var message = Sample.Refusal(("pattern", $"\"wide\\n{new string('(', 90)}\""));
        Assert.Equal("pattern must have a layer's name at character 5, got 'wide " + new string('(', 55) + "…'; "
            + "write names and counts, as in 3*(2*local full)", message);
    }
}
