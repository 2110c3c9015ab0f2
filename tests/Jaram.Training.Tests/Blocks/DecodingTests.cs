using Jaram.Architecture.Counting;
using Jaram.Training.Blocks;
using Jaram.Training.Operators;
using static TorchSharp.torch;

namespace Jaram.Training.Tests.Blocks;

/// <summary>Reading with a cache gives what reading the whole text at once gives.</summary>
public sealed class DecodingTests
{
    private const long T = 16;

    public static TheoryData<string> Names => TinyDesigns.Names;

    [Theory, MemberData(nameof(Names))]
    public void Token_by_token_is_the_same_as_all_at_once(string name) =>
        Agrees(name, new FusedOperators(), [.. Enumerable.Repeat(1, (int)T)]);

    [Theory, MemberData(nameof(Names))]
    public void Chunk_by_chunk_is_the_same_as_all_at_once(string name) =>
        Agrees(name, new FusedOperators(), [7, 1, 2, 5, 1]);

    [Theory, MemberData(nameof(Names))]
    public void So_it_is_with_plain_operators(string name) => Agrees(name, new PlainOperators(), [2, 6, 1, 7]);

    [Theory, MemberData(nameof(Names))]
    public void The_cache_holds_as_many_bytes_as_the_design_says(string name)
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        using var cache = new Cache();
        using var model = TinyModel.Build(name);
        var text = TinyModel.Text(model.Design, seed: 3, batch: 1, T);
        var count = Count.Of(model.Design);
        var read = 0L;
        foreach (var length in new[] { 8L, 1, 7 })                 // windows and taps are full after the first eight
        {
            Read(model, text.narrow(1, read, length), cache);
            read += length;
            Assert.Equal(read, cache.Tokens);
            var expected = count.CacheBytesPerToken(sizeof(float)) * read + count.Cache.Fixed * sizeof(float);
            Assert.Equal(expected, cache.Bytes);
        }
    }

    [Fact]
    public void A_cache_keeps_no_tensor_after_it_is_disposed()
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        using var model = TinyModel.Build("canon");
        var text = TinyModel.Text(model.Design, seed: 3, batch: 1, T);
        Decoded(model, text, [8, 8]).Dispose();                    // rotary tables are made once
        var before = LiveTensors.Settled();
        Decoded(model, text, [3, 1, 12]).Dispose();
        Assert.Equal(before, Tensor.TotalCount);
    }

    private static void Agrees(string name, IOperators operators, int[] chunks)
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        using var model = TinyModel.Build(name, operators);
        var text = TinyModel.Text(model.Design, seed: 3, batch: 2, T);
        using var pass = new Pass();
        Close.Absolutely(model.call(text, pass), Decoded(model, text, chunks), 1e-4, "logits");
    }

    /// <summary>Logits of every token, read in chunks, fresh.</summary>
    private static Tensor Decoded(Decoder model, Tensor text, int[] chunks)
    {
        using var scope = NewDisposeScope();
        using var cache = new Cache();
        var parts = chunks.Select(length => Read(model, text.narrow(1, cache.Tokens, length), cache)).ToArray();
        return scope.MoveToOuter(cat(parts, dim: 1));
    }

    private static Tensor Read(Decoder model, Tensor ids, Cache cache)
    {
        using var pass = new Pass(cache);
        var logits = model.call(ids, pass);
        cache.Advance(ids.shape[1]);
        return logits;
    }
}
