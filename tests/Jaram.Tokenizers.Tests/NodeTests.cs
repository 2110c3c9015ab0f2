using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using CsCheck;

namespace Jaram.Tokenizers.Tests;

/// <summary>Other people's code must make the same tokens of our tokenizer.json.</summary>
public sealed class NodeTests
{
    [Fact]
    public void Node_makes_the_same_tokens_of_invented_text()
    {
        var lines = new List<string>();
        Add(lines, Texts.Any, text => Line(Texts.Small, text));
        Add(lines, Texts.Broken.Where(IsKnown), text => Line(Texts.Small, text));
        var damaged = Texts.Any.Select(Encoding.UTF8.GetBytes).SelectMany(Damaged);
        foreach (var bytes in new[] { damaged, Gen.Byte.Array[0, 30] })
            Add(lines, bytes.Where(utf8 => IsKnown(Encoding.UTF8.GetString(utf8))), utf8 => Line(Texts.Small, utf8));
        Compare(Texts.Small, lines, [.. Enumerable.Range(0, 0x110000).Select(Class)]);
    }

    [Fact]
    public void Node_makes_the_same_tokens_of_real_text()
    {
        var data = Environment.GetEnvironmentVariable("JARAM_DATA");
        Assert.SkipWhen(string.IsNullOrEmpty(data), "Needs JARAM_DATA, the folder of real text.");
        var texts = new[] { "nsmc/reviews", "arabic/tashkeela", "english/tinyshakespeare", "indonesian/gsd" }
            .SelectMany(file => File.ReadLines(Path.Combine(data, file + ".txt")).Take(4000)).ToList();
        Assert.True(texts.Count > 10_000, $"Found {texts.Count} lines.");

        var tokenizer = Texts.Train(texts, new BpeRecipe { Vocabulary = 4096 });
        Compare(tokenizer, [.. texts.Select(text => Line(tokenizer, text))], classes: []);
    }

    private static void Compare(Tokenizer tokenizer, List<string> lines, byte[] classes)
    {
        Node.Package("tokenizers");
        var chats = new List<string>();
        var chat = Gen.Select(ChatTemplateTests.Tools, Gen.Bool);
        Add(chats, chat, made => Chat(tokenizer, made.Item1, made.Item2), 200);

        var folder = Directory.CreateTempSubdirectory("jaram-node-");
        try
        {
            void Write(string name, byte[] bytes) => File.WriteAllBytes(Path.Combine(folder.FullName, name), bytes);
            Write("tokenizer.json", tokenizer.ToJson());
            Write("template.jinja", Encoding.UTF8.GetBytes(ChatTemplate.Jinja));
            Write("lines.jsonl", Encoding.UTF8.GetBytes(string.Join('\n', lines)));
            Write("chats.jsonl", Encoding.UTF8.GetBytes(string.Join('\n', chats)));
            Write("classes.bin", classes);
            var (code, output) = Node.Run("check-tokenizer.mjs", folder.FullName);
            Assert.True(code == 0, output);
            Assert.StartsWith($"{lines.Count} lines, {chats.Count} chats", output);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static byte Class(int code) => IsKnown(code) ? (byte)CodePoints.Class(code) : (byte)255;

    /// <summary>The runtime has the Unicode version of our tables: CodePointsTests holds the two equal.</summary>
    private static bool IsKnown(int code) =>
        CharUnicodeInfo.GetUnicodeCategory(code) != UnicodeCategory.OtherNotAssigned;

    private static bool IsKnown(string text) => text.EnumerateRunes().All(rune => IsKnown(rune.Value));

    private static void Add<T>(List<string> rows, Gen<T> gen, Func<T, string> row, int count = 1000) =>
        gen.Sample(value => rows.Add(row(value)), iter: count, threads: 1);

    private static string Line(Tokenizer tokenizer, string text) =>
        Line(tokenizer, text, "utf16", MemoryMarshal.AsBytes(text.AsSpan()), tokenizer.Encode(text));

    private static string Line(Tokenizer tokenizer, byte[] utf8) =>
        Line(tokenizer, Encoding.UTF8.GetString(utf8), "utf8", utf8, tokenizer.Encode(utf8));

    private static string Line(Tokenizer tokenizer, string text, string form, ReadOnlySpan<byte> source, int[] ids)
    {
        var special = SpecialTokens.Names.Any(text.Contains);
        return JsonSerializer.Serialize(new
        {
            form,
            source = Convert.ToBase64String(source),
            special,
            nfc = Nfc.Normalize(text).ToString(),
            pieces = PieceScannerTests.Pieces(Nfc.Normalize(text)),
            ids = special ? tokenizer.EncodeWithSpecials(text) : ids,
        });
    }

    private static Gen<byte[]> Damaged(byte[] bytes) => Gen.Select(Gen.Int[0, bytes.Length], Gen.Byte, (at, value) =>
        (byte[])[.. bytes[..at], value, .. bytes[Math.Min(at + 1, bytes.Length)..]]);

    private static string Chat(Tokenizer tokenizer, ChatMessage[] messages, bool open)
    {
        // Other tools find names of special tokens in what is said: see ChatTemplate.Jinja.
        var said = messages.Select(m => m with { Content = m.Content.Replace("<|", "") }).ToList();
        return JsonSerializer.Serialize(new
        {
            messages = said.Select(m => new
            {
                role = m.Role.ToString().ToLowerInvariant(),
                content = m.Content,
                tool_calls = m.Calls.Select(call =>
                    new { function = new { name = call.Name, arguments = call.Arguments } }),
            }),
            open,
            ids = open ? ChatTemplate.EncodePrompt(tokenizer, said) : ChatTemplate.Encode(tokenizer, said),
        });
    }
}
