using System.Security.Cryptography;
using System.Text;
using CsCheck;
using Jaram.Training.Data;

namespace Jaram.Training.Tests.Data;

public sealed class ShardFolderTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Theory]
    [InlineData(258, 2)]
    [InlineData(65_536, 2)]
    [InlineData(65_537, 4)]
    public void Documents_come_back_id_for_id_across_shard_ends(int vocabulary, int tokenBytes)
    {
        var texts = Enumerable.Range(0, 100).Select(n => new string((char)('a' + n % 26), n)).ToArray();
        using var shards = _scratch.Shards(texts.Skip(1), new() { ShardBytes = 1000 }, Scratch.Bytes(vocabulary));
        Assert.Equal(tokenBytes, shards.Manifest.TokenBytes);
        Assert.True(shards.Manifest.Shards.Count > 5);
        for (var document = 0; document < shards.Documents; document++)
        {
            var ids = new long[shards[document].Tokens];
            shards.Copy(shards[document].Offset, ids);
            Assert.Equal([256, .. texts[document + 1].Select(c => (long)c), 257], ids);
        }
    }

    [Fact]
    public void Large_ids_survive()
    {
        using var shards = _scratch.Shards(["a", "b"], tokenization: Scratch.Bytes(300_000) with
        {
            Encode = (_, into) => into.AddRange([65_536, 299_999]),
        });
        var ids = new long[4];
        shards.Copy(0, ids);
        Assert.Equal([256, 65_536, 299_999, 257], ids);
    }

    [Fact]
    public void A_copied_document_is_what_it_was_and_stays_on_its_side_whatever_is_drawn()
    {
        using var home = _scratch.Shards(Enumerable.Range(0, 60).Select(n => $"home {n}"), new() { HeldOutFraction = 0.3 });
        using (var writer = new ShardWriter(_scratch["out"], Scratch.Bytes(), new() { HeldOutFraction = 0.5, Seed = 9 }))
        {
            for (var n = 0; n < 40; n++) writer.Add(new() { Content = new Content.Prose($"new {n}"), Place = new("new.txt", n + 1) });
            for (var n = 0; n < 60; n++) writer.Copy(home, n);
            Assert.Equal(writer.Tokens, writer.Finish(new Cleaner(new()).Report) is var made
                ? made.Training.Tokens + made.HeldOut.Tokens : 0);
        }
        using var both = ShardFolder.Open(_scratch["out"]);
        both.Verify();
        Assert.InRange(Enumerable.Range(0, 40).Count(n => both[n].Side == Side.HeldOut), 10, 30);
        for (var n = 0; n < 60; n++)
        {
            Assert.Equal(home[n] with { Offset = both[n + 40].Offset, Source = both[n + 40].Source }, both[n + 40]);
            Assert.Equal(home.PlaceOf(n), both.PlaceOf(n + 40));
            Assert.Equal(Ids(home, n), Ids(both, n + 40));
        }

        static long[] Ids(ShardFolder shards, int document)
        {
            var ids = new long[shards[document].Tokens];
            shards.Copy(shards[document].Offset, ids);
            return ids;
        }
    }

    [Fact]
    public void What_is_of_another_tokenizer_or_all_copied_makes_no_text()
    {
        using var home = _scratch.Shards(["a", "b"], new() { HeldOutFraction = 0 });
        using (var other = new ShardWriter(_scratch["other"], Scratch.Bytes() with { Digest = "another" }, new()))
            Assert.Contains("is of tokenizer another, the document to be copied of of bytes",
                _scratch.Refusal(() => other.Copy(home, 0)), StringComparison.Ordinal);
        using var writer = new ShardWriter(_scratch["out"], Scratch.Bytes(), new());
        writer.Copy(home, 0);
        Assert.Contains("no document is left to train on",
            _scratch.Refusal(() => writer.Finish(new Cleaner(new()).Report)), StringComparison.Ordinal);
    }

    [Fact]
    public void The_index_tells_what_the_document_told()
    {
        using (var writer = new ShardWriter(_scratch["out"], Scratch.Bytes(), new() { HeldOutFraction = 0 }))
        {
            writer.Add(new()
            {
                Content = new Content.Prose("가나"),
                Place = new("a.jsonl", 7),
                Origin = "wiki",
                Language = "ko",
                Licence = "MIT",
            });
            writer.Add(new() { Content = new Content.Prose("x"), Place = new("b.txt", 1) });
            writer.Finish(new Cleaner(new()).Report);
        }
        using var shards = ShardFolder.Open(_scratch["out"]);
        var (entry, manifest) = (shards[0], shards.Manifest);
        Assert.Equal((8, 6), (entry.Tokens, entry.TextBytes));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes("가나"))), entry.Digest.ToString());
        Assert.Equal(("wiki", "ko", "MIT"),
            (manifest.Sources[entry.Source].Origin, manifest.Languages[entry.Language],
                manifest.Licences[entry.Licence]));
        Assert.Equal("a.jsonl:7", shards.PlaceOf(0).ToString());
        Assert.Equal("b.txt:1", shards.PlaceOf(1).ToString());
        Assert.Equal(new Portion(2, 11, 7), manifest.Training);
    }

    [Fact]
    public void A_template_that_marks_the_ends_itself_is_not_marked_twice()
    {
        using var shards = _scratch.Shards(["a", "b"], tokenization: Scratch.Bytes() with
        {
            Encode = (_, into) => into.AddRange([256, 65, 257]),
        });
        Assert.Equal(3, shards[0].Tokens);
    }

    [Fact]
    public void The_same_documents_give_the_same_bytes()
    {
        string[] texts = [.. Enumerable.Range(0, 50).Select(n => $"문서 {n}")];
        _scratch.Shards(texts).Dispose();
        _scratch.Shards(texts).Dispose();
        foreach (var name in new[] { "manifest.json", "documents.idx", "tokens-00000.bin" })
            Assert.Equal(File.ReadAllBytes(_scratch[$"shards-0/{name}"]),
                File.ReadAllBytes(_scratch[$"shards-1/{name}"]));
    }

    [Fact]
    public void Whole_shards_verify_and_a_changed_byte_anywhere_is_found()
    {
        using (var shards = _scratch.Shards(["one", "two", "three"])) shards.Verify();
        Gen.Select(Gen.OneOfConst("tokens-00000.bin", "documents.idx"), Gen.Int[0, 25], Gen.Int[0, 7])
            .Sample((name, at, bit) =>
        {
            var path = _scratch[$"shards-0/{name}"];
            var bytes = File.ReadAllBytes(path);
            bytes[at] ^= (byte)(1 << bit);
            File.WriteAllBytes(path, bytes);
            using (var shards = ShardFolder.Open(_scratch["shards-0"]))
                Assert.Matches(@"SHA-256 is [0-9a-f]{64}, the manifest says [0-9a-f]{64}; copy it again",
                    _scratch.Refusal(shards.Verify));
            bytes[at] ^= (byte)(1 << bit);
            File.WriteAllBytes(path, bytes);
        }, iter: 30, threads: 1);
    }

    [Fact]
    public void A_manifest_with_another_tree_hash_does_not_verify()
    {
        _scratch.Shards(["one", "two"]).Dispose();
        var path = _scratch["shards-0/manifest.json"];
        var text = File.ReadAllText(path);
        var root = text.Split("\"merkleRoot\": \"")[1][..64];
        File.WriteAllText(path, text.Replace(root, new string('0', 64), StringComparison.Ordinal));
        using var shards = ShardFolder.Open(_scratch["shards-0"]);
        Assert.Equal($"~/shards-0/manifest.json: the documents' tree hash is {root}, the manifest says "
            + $"{new string('0', 64)}; write the shards again", _scratch.Refusal(shards.Verify));
    }

    [Fact]
    public void A_shard_cut_short_does_not_open()
    {
        _scratch.Shards(["one", "two"]).Dispose();
        using (var file = File.OpenWrite(_scratch["shards-0/tokens-00000.bin"])) file.SetLength(5);
        Assert.Equal("~/shards-0/tokens-00000.bin: has 5 bytes, the manifest says 20; "
            + "copy it again or write the shards again",
            _scratch.Refusal(() => ShardFolder.Open(_scratch["shards-0"])));
        File.Delete(_scratch["shards-0/tokens-00000.bin"]);
        Assert.Equal("~/shards-0/tokens-00000.bin: is missing; copy it again or write the shards again",
            _scratch.Refusal(() => ShardFolder.Open(_scratch["shards-0"])));
    }

    [Theory]
    [InlineData("jaram-shards/1", "jaram-shards/9", "its format is jaram-shards/9, this program reads jaram-shards/1")]
    [InlineData("\"tokenBytes\": 2", "\"tokenBytes\": 3", "tokenBytes is 3, it must be 2 or 4")]
    [InlineData("\"tokensPerShard\": 33554432", "\"tokensPerShard\": 0", "tokensPerShard is 0, it must be positive")]
    [InlineData("\"bytes\": 128", "\"bytes\": 64", "the index has 64 bytes, 2 documents need 128")]
    [InlineData("\"bytes\": 20", "\"bytes\": 22", "the shards have 22 bytes, the tokens need 20")]
    [InlineData("tokens-00000.bin", "../../else", "a shard has another name than its number gives")]
    [InlineData("documents.idx", "/etc/passwd", "the index is called /etc/passwd")]
    public void An_edited_manifest_does_not_open(string written, string edited, string error)
    {
        _scratch.Shards(["one", "two"]).Dispose();
        var path = _scratch["shards-0/manifest.json"];
        File.WriteAllText(path, File.ReadAllText(path).Replace(written, edited, StringComparison.Ordinal));
        Assert.Equal($"~/shards-0/manifest.json: {error}; write the shards again",
            _scratch.Refusal(() => ShardFolder.Open(_scratch["shards-0"])));
    }

    [Theory]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("""{"format":"jaram-shards/1"}""")]
    [InlineData("""{"unknown":1}""")]
    public void A_file_that_is_no_manifest_is_refused(string text)
    {
        _scratch.Write("out/manifest.json", text);
        Assert.StartsWith("~/out/manifest.json: is no manifest of shards: ",
            _scratch.Refusal(() => ShardFolder.Open(_scratch["out"])), StringComparison.Ordinal);
    }

    [Fact]
    public void Unfinished_shards_do_not_open_and_are_written_over()
    {
        using (var writer = new ShardWriter(_scratch["shards-0"], Scratch.Bytes(), new() { ShardBytes = 4 }))
            writer.Add(new() { Content = new Content.Prose("left over"), Place = new("a", 1) });
        Assert.Equal("~/shards-0: holds no manifest.json, so no finished shards; write them first",
            _scratch.Refusal(() => ShardFolder.Open(_scratch["shards-0"])));
        Directory.Move(_scratch["shards-0"], _scratch["then"]);
        using (var writer = new ShardWriter(_scratch["then"], Scratch.Bytes(), new() { HeldOutFraction = 0 }))
        {
            writer.Add(new() { Content = new Content.Prose("new"), Place = new("a", 1) });
            writer.Finish(new Cleaner(new()).Report);
        }
        Assert.Equal(["documents.idx", "manifest.json", "tokens-00000.bin"],
            Directory.GetFiles(_scratch["then"]).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Finished_shards_are_not_written_over()
    {
        _scratch.Shards(["one", "two"]).Dispose();
        Assert.Equal("~/shards-0: holds finished shards already; name another folder or delete this one",
            _scratch.Refusal(() => new ShardWriter(_scratch["shards-0"], Scratch.Bytes(), new()).Dispose()));
    }

    [Fact]
    public void Nothing_to_train_on_is_an_error()
    {
        Assert.Equal("~/shards-0: no document is left to train on, 1 were read and all dropped (1 empty); "
            + "loosen the options of cleaning, or add text", _scratch.Refusal(() => _scratch.Shards([" "])));
        Directory.Delete(_scratch["shards-0"], recursive: true);
        Assert.Equal("~/shards-0: all 1 documents are held out and none is left to train on; divide the text into more "
            + "documents or set the held-out fraction to 0", _scratch.Refusal(() => _scratch.Shards(["only"])));
    }

    [Fact]
    public void An_id_outside_the_vocabulary_is_an_error() =>
        Assert.Equal("made.txt:1: the tokenizer gave id 300, its vocabulary has 258; "
            + "check that tokenizer and vocabulary belong together", _scratch.Refusal(() =>
                _scratch.Shards(["a"], tokenization: Scratch.Bytes() with { Encode = (_, into) => into.Add(300) })));

    [Fact]
    public void Options_out_of_range_are_errors()
    {
        Assert.Equal("ShardBytes must be a positive multiple of 4, got 6",
            _scratch.Refusal(() => _ = new ShardOptions { ShardBytes = 6 }));
        Assert.Equal("HeldOutFraction must be from 0 to 0.5, got 0.75",
            _scratch.Refusal(() => _ = new ShardOptions { HeldOutFraction = 0.75 }));
        Assert.Equal("MaxHeldOut must be positive, got 0",
            _scratch.Refusal(() => _ = new ShardOptions { MaxHeldOut = 0 }));
    }
}
