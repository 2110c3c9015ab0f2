using System.Text;
using System.Text.Json;
using CsCheck;

namespace Jaram.Tokenizers.Tests;

public sealed class GgufReaderTests
{
    private static readonly GgufTokenizer _merged = Merged();
    private static readonly GgufTokenizer _scored = Scored();

    [Fact]
    public void Our_own_tokenizer_comes_back_from_a_GGUF_file()
    {
        var told = Texts.Small.ToGguf();
        Assert.Equal(Texts.Small.ToJson(), Tokenizer.FromGguf(told).ToJson());
        Assert.Equal(Texts.Small.ToJson(), Tokenizer.FromGguf(told with
        {
            Tokens = [.. told.Tokens, "[PAD400]"], Types = [.. told.Types, 5],
        }).ToJson());
        Assert.Equal((_merged.Tokens, _merged.Types, _merged.Merges, _merged.Ends),
            (told.Tokens, told.Types, told.Merges, told.Ends), Lists);
        Refused(told with { Merges = [.. told.Merges.Skip(1)] }, "Merge ");
        Refused(told with { Merges = [.. told.Merges.SkipLast(2), told.Merges[^1], told.Merges[^2]] },
            "tokenizer.ggml.tokens gives id ");

        static bool Lists(
            (IReadOnlyList<string>, IReadOnlyList<int>, IReadOnlyList<string>, IReadOnlyList<int>) a,
            (IReadOnlyList<string>, IReadOnlyList<int>, IReadOnlyList<string>, IReadOnlyList<int>) b) =>
            a.Item1.SequenceEqual(b.Item1) && a.Item2.SequenceEqual(b.Item2) && a.Item3.SequenceEqual(b.Item3)
            && a.Item4.SequenceEqual(b.Item4);
    }

    [Fact]
    public void Another_maker_s_tokenizer_goes_into_a_GGUF_file_and_back()
    {
        var other = _merged with { Pre = "qwen2" };
        Assert.Same(other, Tokenizer.FromGguf(other).ToGguf());
        string[] refused = ["gpt4o", "tekken", "llama2", "mistral", "metaspace", "unprefixed"];
        foreach (var name in Families.Files.Keys)
        {
            var read = Families.Read(name);
            if (refused.Contains(name))
            {
                Assert.EndsWith("export to hf.", Assert.Throws<TokenizerException>(read.ToGguf).Message);
                continue;
            }
            var back = Tokenizer.FromGguf(read.ToGguf());               // GGUF does not say who normalises text
            Texts.Any.Select(text => text.Normalize()).Sample(text => Assert.Equal(read.Encode(text), back.Encode(text)));
            Assert.Equal((read.Chat, read.Begin, read.BeginsTexts, read.TurnEnd, read.Padding),
                (back.Chat, back.Begin, back.BeginsTexts, back.TurnEnd, back.Padding));
        }
    }

    /// <summary>Our own tokenizer as a program of others would cut: by a rule that takes U+017F for an s.</summary>
    [Fact]
    public void Our_vocabulary_with_another_rule_makes_the_same_tokens()
    {
        var read = Tokenizer.FromGguf(
            _merged with { Types = [.. _merged.Types.Select((type, id) => id == Tokenizer.Pad ? 4 : type)] });
        Assert.False(read.IsOwn);
        Texts.Any.Select(text => text.Replace('\u017F', 's')).Sample(text =>
        {
            Assert.Equal(Texts.Small.Encode(text), read.Encode(text));
            var turn = $"<|user|>{text}<|end|>";
            Assert.Equal(Texts.Small.EncodeWithSpecials(turn), read.EncodeWithSpecials(turn));
        });
        Assert.Equal((ChatFormat.Jaram, Tokenizer.Bos, Tokenizer.Pad), (read.Chat, read.Begin, read.Padding));
        Assert.Equal([Tokenizer.End], read.Ends);
    }

    /// <summary>The rule as SentencePiece states it, by looking at all neighbours each time.</summary>
    [Fact]
    public void Neighbours_with_the_highest_score_are_joined_first()
    {
        var read = Tokenizer.FromGguf(_scored);
        var ids = _scored.Tokens.Index().ToDictionary(token => token.Item, token => token.Index);
        Gen.OneOf(Texts.Any, Gen.OneOfConst("a", "b", " ", "가").Array[0, 20].Select(string.Concat)).Sample(text =>
        {
            var marked = text.Length == 0 ? "" : $"▁{text.Replace(' ', '▁')}";
            List<string> symbols = [.. marked.EnumerateRunes().Select(rune => rune.ToString())];
            while (true)
            {
                var best = Enumerable.Range(0, Math.Max(0, symbols.Count - 1))
                    .Where(at => ids.TryGetValue(symbols[at] + symbols[at + 1], out var id) && _scored.Types[id] == 1)
                    .OrderByDescending(at => _scored.Scores[ids[symbols[at] + symbols[at + 1]]])
                    .Select(at => (int?)at).FirstOrDefault();
                if (best is not { } at) break;
                symbols[at] += symbols[at + 1];
                symbols.RemoveAt(at + 1);
            }
            var expected = symbols.SelectMany(symbol => ids.TryGetValue(symbol, out var id) && _scored.Types[id] == 1
                ? [id] : Encoding.UTF8.GetBytes(symbol).Select(value => ids[$"<0x{value:X2}>"]));
            Assert.Equal(expected, read.Encode(text));
        });
        Assert.Equal([1, .. read.Encode("a")], read.EncodePrompt("a"));
    }

    [Fact]
    public void The_digest_tells_tokenizers_apart()
    {
        Assert.Equal(Tokenizer.FromGguf(_scored).Digest, Tokenizer.FromGguf(Scored()).Digest);
        Assert.NotEqual(
            Tokenizer.FromGguf(_scored).Digest, Tokenizer.FromGguf(_scored with { AddsSpace = false }).Digest);
        Assert.Throws<TokenizerException>(Tokenizer.FromGguf(_scored).ToJson);
    }

    [Fact]
    public void What_is_wrong_is_refused_by_its_key()
    {
        Refused(_merged with { Model = "bert" }, "tokenizer.ggml.model is \"bert\"; Jaram reads gpt2 and llama.");
        Refused(_merged with { Pre = "falcon" }, "tokenizer.ggml.pre is \"falcon\", which Jaram does not know");
        Refused(_merged with { Tokens = [] }, "tokenizer.ggml.tokens has 0 tokens, 1 to 1048576 are read.");
        Refused(_merged with { Types = [1] }, "tokenizer.ggml.token_type has 1 entries, tokenizer.ggml.tokens 400.");
        Refused(_merged with { Begin = 400 }, "tokenizer.ggml.*_token_id names id 400, ids run from 0 to 399.");
        Refused(_merged with { Ends = [-1] }, "tokenizer.ggml.*_token_id names id -1");
        Refused(_merged with { Merges = ["a"] }, "tokenizer.ggml.merges[0] is \"a\", expected two tokens and a space.");
        Refused(_merged with { Merges = ["a a", "a a"] }, "Merge 1 makes the token aa a second time");
        Refused(_merged with { Pre = "qwen2", Merges = ["a a", "a a"] },
            "tokenizer.ggml.merges[0] needs the token \"aa\"");
        Refused(_merged with { Tokens = [.. _merged.Tokens.SkipLast(1), "a"] },
            "tokenizer.ggml.tokens has \"a\" as 103 and as 399.");
        Refused(_scored with { Scores = [1] }, "tokenizer.ggml.scores has 1 entries");
        Refused(_scored with { Tokens = [.. _scored.Tokens.SkipLast(1), new string('b', 257)] },
            "tokenizer.ggml.tokens[");
    }

    private static void Refused(GgufTokenizer file, string message) =>
        Assert.StartsWith(message, Assert.Throws<TokenizerException>(() => Tokenizer.FromGguf(file)).Message);

    private static GgufTokenizer Merged()
    {
        using var file = JsonDocument.Parse(Texts.Small.ToJson());
        var own = TokenizerJsonReader.Read(file.RootElement);
        string Name(int id) => TokenizerJson.Name(own, id);
        return new()
        {
            Model = "gpt2", Pre = "qwen35", Tokens = [.. Enumerable.Range(0, own.Count).Select(Name)],
            Types = [.. Enumerable.Range(0, own.Count).Select(id => id < Vocabulary.FirstByte ? 3 : 1)],
            Merges = [.. own.Merges.Select(pair => $"{Name(pair.Left)} {Name(pair.Right)}")],
            Begin = Tokenizer.Bos, Ends = [Tokenizer.End], Pad = Tokenizer.Pad, AddsBegin = true,
        };
    }

    /// <summary>Characters, then words that grow by one letter, with scores in no order.</summary>
    private static GgufTokenizer Scored()
    {
        List<(string Name, int Type, float Score)> tokens = [("<unk>", 2, 0), ("<s>", 3, 0), ("</s>", 3, 0)];
        tokens.AddRange(Enumerable.Range(0, 256).Select(value => ($"<0x{value:X2}>", 6, 0f)));
        string[] words = ["▁", "a", "b", "가", "나", "e", "t", "h"];
        tokens.AddRange(words.Select(word => (word, 1, -1000f)));
        string[] joined =
            ["▁a", "ab", "ba", "▁▁", "▁▁▁▁", "aa", "aab", "▁가", "가나", "가가", "th", "the", "▁the", "bb", "▁ab"];
        tokens.AddRange(joined.Select((word, n) => (word, 1, -(float)(n * 7 % joined.Length))));
        return new()
        {
            Model = "llama", Tokens = [.. tokens.Select(token => token.Name)],
            Types = [.. tokens.Select(token => token.Type)], Scores = [.. tokens.Select(token => token.Score)], Begin = 1, Ends = [2],
        };
    }
}
