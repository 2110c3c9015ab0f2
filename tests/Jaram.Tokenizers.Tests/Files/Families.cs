using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Jaram.Tokenizers.Tests;

/// <summary>A small tokenizer.json in the manner of each family, over merges that our own trainer found.</summary>
internal static class Families
{
    private static readonly JsonSerializerOptions _plain =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly Vocabulary _own = Own();

    /// <summary>Files by the name of their family.</summary>
    public static IReadOnlyDictionary<string, string> Files { get; } = new Dictionary<string, string>
    {
        ["gpt2"] = Bytes("null", Level(usesRegex: true), ["<|endoftext|>"], isText: true),
        ["exaone"] = Bytes("null", Sequence("""{"type":"Digits","individual_digits":true}""", Level(usesRegex: true)),
            ["[BOS]", "[|endofturn|]"], isText: true),
        ["llama3"] = Bytes("null", Split("llama-bpe"),
            ["<|begin_of_text|>", "<|start_header_id|>", "<|end_header_id|>", "<|eot_id|>"], isDouble: true,
            processor: Begins("<|begin_of_text|>", 700)),
        ["qwen2"] = Bytes("""{"type":"NFC"}""", Split("qwen2"), ["<|endoftext|>", "<|im_start|>", "<|im_end|>"],
            marks: ["<tool_call>", "</tool_call>"]),
        ["qwen35"] = Bytes("""{"type":"NFC"}""", Split("qwen35"), ["<|im_start|>", "<|im_end|>"]),
        ["gpt4o"] = Bytes("null", Split("gpt-4o", "Removed", "true"), ["<|endoftext|>"], isDouble: true, isText: true),
        ["tekken"] = Bytes("null", Split("tekken"), ["<s>", "</s>", "[INST]"]),
        ["kexaone"] = Bytes("""{"type":"NFC"}""", Split("exaone-moe"), ["[BOS]", "<|endofturn|>"]),
        ["deepseek3"] = Bytes("""{"type":"Sequence","normalizers":[]}""", Split("deepseek-v3"),
            ["<｜begin▁of▁sentence｜>", "<｜end▁of▁sentence｜>", "<｜User｜>", "<｜Assistant｜>"], marks: ["<think>"]),
        ["llama2"] = Marked(
            """
            {"type":"Sequence","normalizers":[{"type":"Prepend","prepend":"▁"},
            {"type":"Replace","pattern":{"String":" "},"content":"▁"}]}
            """,
            "null", Strips),
        ["mistral"] = Marked("null",
            """{"type":"Metaspace","replacement":"▁","prepend_scheme":"first","split":false}""", Strips),
        ["metaspace"] = Marked("null",
            """{"type":"Metaspace","replacement":"▁","prepend_scheme":"always","split":true}""", Strips),
        ["unprefixed"] = Marked("""{"type":"Replace","pattern":{"String":" "},"content":"▁"}""", "null",
            """
            {"type":"Sequence","decoders":[{"type":"Replace","pattern":{"String":"▁"},"content":" "},
            {"type":"ByteFallback"},{"type":"Fuse"}]}
            """),
    };

    private const string Strips =
        """
        {"type":"Sequence","decoders":[{"type":"Replace","pattern":{"String":"▁"},"content":" "},{"type":"ByteFallback"},
        {"type":"Fuse"},{"type":"Strip","content":" ","start":1,"stop":0}]}
        """;

    /// <summary>All names, for theories.</summary>
    public static TheoryData<string> Names => [.. Files.Keys];

    /// <summary>The tokenizer of a family.</summary>
    public static Tokenizer Read(string name) => Tokenizer.FromJson(Encoding.UTF8.GetBytes(Files[name]));

    /// <summary>The file of a family, a part of it put in place of another.</summary>
    public static byte[] With(string name, string from, string to)
    {
        Assert.Contains(from, Files[name]);
        var at = Files[name].IndexOf(from, StringComparison.Ordinal);
        return Encoding.UTF8.GetBytes($"{Files[name][..at]}{to}{Files[name][(at + from.Length)..]}");
    }

    private static Vocabulary Own()
    {
        using var file = JsonDocument.Parse(Texts.Small.ToJson());
        return TokenizerJsonReader.Read(file.RootElement);
    }

    private static string Level(bool usesRegex) =>
        $$"""{"type":"ByteLevel","add_prefix_space":false,"trim_offsets":true,"use_regex":{{Word(usesRegex)}}}""";

    private static string Word(bool value) => value ? "true" : "false";

    private static string Sequence(params string[] steps) =>
        $$"""{"type":"Sequence","pretokenizers":[{{string.Join(',', steps)}}]}""";

    private static string Split(string gguf, string behavior = "Isolated", string invert = "false")
    {
        var rule = PieceRule.Known.Single(known => known.GgufNames.Contains(gguf));
        return Sequence([.. rule.Before.Append(rule.Pattern).Select(pattern => $$$"""
            {"type":"Split","pattern":{"Regex":{{{JsonSerializer.Serialize(pattern, _plain)}}}},
            "behavior":"{{{behavior}}}","invert":{{{invert}}}}
            """), Level(usesRegex: false)]);
    }

    private static string Begins(string name, int id) => $$$"""
        {"type":"Sequence","processors":[
        {"type":"ByteLevel","add_prefix_space":true,"trim_offsets":false,"use_regex":true},
        {"type":"TemplateProcessing","single":[
        {"SpecialToken":{"id":"{{{name}}}","type_id":0}},{"Sequence":{"id":"A","type_id":0}}],
        "pair":[],"special_tokens":{"{{{name}}}":{"id":"{{{name}}}","ids":[{{{id}}}],"tokens":["{{{name}}}"]} } }]}
        """;

    /// <summary>Bytes from 255 down, merges after a hole, special tokens from 700, marks that readers see after them.
    /// </summary>
    private static string Bytes(string normalizer, string cutting, string[] special, string[]? marks = null,
        bool isText = false, bool isDouble = false, string processor = "null")
    {
        var vocab = new JsonObject();
        var merges = new JsonArray();
        string Name(int id) => ByteAlphabet.Text(_own.Table.Bytes(id));
        for (var id = Vocabulary.FirstByte; id < _own.Count; id++)
            vocab[Name(id)] = id < Vocabulary.FirstMerge ? Vocabulary.FirstMerge - 1 - id : id + 50;
        foreach (var (n, name) in special.Concat(marks ?? []).Index()) vocab[name] = 700 + n;
        foreach (var (left, right) in _own.Merges)
        {
            Add(Name(left), Name(right));
            var (first, whole) = (Name(left), Name(left) + Name(right));
            for (var at = 1; isDouble && at < whole.Length; at++)
                if (at != first.Length && vocab.ContainsKey(whole[..at]) && vocab.ContainsKey(whole[at..]))
                    Add(whole[..at], whole[at..]);
        }
        return File(Added([.. special.Select((name, n) => (700 + n, name, true)),
                .. (marks ?? []).Select((name, n) => (700 + special.Length + n, name, false))]), normalizer, cutting,
            processor, Level(usesRegex: true), vocab, merges, isMarked: false, ignoresMerges: isDouble);

        void Add(string left, string right) => merges.Add(isText ? $"{left} {right}" : new JsonArray(left, right));
    }

    /// <summary>The merges between whole characters, U+2581 for a space; bytes in hexadecimal digits.</summary>
    private static string Marked(string normalizer, string cutting, string decoder)
    {
        var vocab = new JsonObject { ["<unk>"] = 0, ["<s>"] = 1, ["</s>"] = 2 };
        for (var value = 0; value < 256; value++) vocab[$"<0x{value:X2}>"] = vocab.Count;
        foreach (var rune in Texts.Documents.SelectMany(text => text.EnumerateRunes()).Append(new Rune(' ')).Distinct())
            if (!Rune.IsControl(rune)) vocab[rune.ToString().Replace(' ', '▁')] = vocab.Count;
        var merges = new JsonArray();
        Add("▁", "▁");
        Add("▁▁", "▁▁");
        foreach (var (left, right) in _own.Merges) Add(Text(left), Text(right));
        return File(Added([(0, "<unk>", true), (1, "<s>", true), (2, "</s>", true)]), normalizer, cutting,
            Begins("<s>", 1), decoder, vocab, merges, isMarked: true, ignoresMerges: false);

        string Text(int id) => Encoding.UTF8.GetString(_own.Table.Bytes(id)).Replace(' ', '▁');
        void Add(string left, string right)
        {
            if (!vocab.ContainsKey(left) || !vocab.ContainsKey(right)) return;
            if (!vocab.ContainsKey(left + right)) vocab[left + right] = vocab.Count;
            merges.Add(new JsonArray(left, right));
        }
    }

    private static string Added(IEnumerable<(int Id, string Name, bool IsSpecial)> tokens) =>
        string.Join(',', tokens.Select(token => $$"""
            {"id":{{token.Id}},"content":{{JsonSerializer.Serialize(token.Name, _plain)}},"single_word":false,
            "lstrip":false,"rstrip":false,"normalized":{{Word(!token.IsSpecial)}},"special":{{Word(token.IsSpecial)}}}
            """));

    private static string File(string added, string normalizer, string cutting, string processor, string decoder,
        JsonObject vocab, JsonArray merges, bool isMarked, bool ignoresMerges) => $$"""
        {"version":"1.0","truncation":null,"padding":null,"added_tokens":[{{added}}],"normalizer":{{normalizer}},
        "pre_tokenizer":{{cutting}},"post_processor":{{processor}},"decoder":{{decoder}},
        "model":{"type":"BPE","dropout":null,"unk_token":{{(isMarked ? "\"<unk>\"" : "null")}},
        "continuing_subword_prefix":null,"end_of_word_suffix":null,"fuse_unk":{{Word(isMarked)}},
        "byte_fallback":{{Word(isMarked)}},"ignore_merges":{{Word(ignoresMerges)}},
        "vocab":{{vocab.ToJsonString(_plain)}},"merges":{{merges.ToJsonString(_plain)}} } }
        """;
}
