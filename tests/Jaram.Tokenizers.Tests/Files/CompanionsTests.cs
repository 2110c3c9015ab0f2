namespace Jaram.Tokenizers.Tests;

public sealed class CompanionsTests
{
    private const string Plain = "{{ bos_token }}{% for m in messages %}<|im_start|>{{ m.role }}{% endfor %}";

    [Fact]
    public void Ends_are_gathered_from_all_files_and_the_chat_format() =>
        Beside("llama3", [("tokenizer_config.json", """{"eos_token":"<|begin_of_text|>"}"""),
            ("generation_config.json", """{"eos_token_id":[701,702]}""")],
            tokenizer => Assert.Equal([700, 701, 702, 703], tokenizer.Ends));

    [Fact]
    public void Names_may_stand_as_texts_or_as_tokens_written_out() =>
        Beside("qwen2", [("tokenizer_config.json",
            """{"bos_token":null,"eos_token":{"content":"<|im_end|>","special":true},"pad_token":"<|endoftext|>"}""")],
            tokenizer =>
            {
                Assert.Equal((null, 700), (tokenizer.Begin, tokenizer.Padding));
                Assert.True(tokenizer.IsEnd(702));
                Assert.False(tokenizer.IsEnd(701));
            });

    [Theory]
    [InlineData("""{"bos_token":"<s>","add_bos_token":true}""", true)]
    [InlineData("""{"bos_token":"<s>","add_bos_token":false}""", false)]
    [InlineData("""{"bos_token":"<s>"}""", false)]
    public void Whether_texts_begin_with_the_token_is_as_the_configuration_says(string config, bool begins) =>
        Beside("tekken", [("tokenizer_config.json", config)],
            tokenizer => Assert.Equal(begins ? 700 : tokenizer.Encode("a")[0], tokenizer.EncodePrompt("a")[0]));

    [Fact]
    public void A_template_that_lacks_the_marks_means_no_chat_format() =>
        Beside("qwen2", [("tokenizer_config.json", """{"chat_template":"{{ messages }}"}""")], tokenizer =>
        {
            Assert.Equal(ChatFormat.None, tokenizer.Chat);
            var e = Assert.Throws<TokenizerException>(() => ChatTemplate.EncodePrompt(tokenizer, []));
            Assert.StartsWith("The model has no chat format that Jaram knows", e.Message);
        });

    [Fact]
    public void A_template_may_lie_in_a_file_of_its_own() =>
        Beside("llama2", [("chat_template.jinja", "[INST] <<SYS>> {{ messages }}")],
            tokenizer => Assert.Equal(ChatFormat.Llama2, tokenizer.Chat));

    [Fact]
    public void A_layout_begins_with_the_begin_token_if_the_template_does() =>
        Beside("qwen2", [("tokenizer_config.json",
            $$"""{"bos_token":"<|endoftext|>","add_bos_token":true,"chat_template":"{{Plain}}"}""")],
            tokenizer => Assert.Equal([700, 701], ChatTemplate.EncodePrompt(tokenizer, [])[..2]));

    [Theory]
    [InlineData("tokenizer_config.json", "{", "tokenizer_config.json: Not strict JSON at line 1")]
    [InlineData("tokenizer_config.json", """{"eos_token":5}""",
        "tokenizer_config.json: $.eos_token is 5; expected a text.")]
    [InlineData("special_tokens_map.json", """{"eos_token":"<no>"}""", "The files beside the tokenizer name \"<no>\"")]
    [InlineData("generation_config.json", """{"eos_token_id":[1,9999]}""",
        "generation_config.json: $.eos_token_id names id 9999")]
    [InlineData("generation_config.json", """{"eos_token_id":-1}""",
        "generation_config.json: $.eos_token_id is -1; expected a whole")]
    public void What_is_wrong_beside_a_tokenizer_is_named_with_its_file(string name, string content, string message) =>
        Assert.Contains(message,
            Assert.Throws<TokenizerException>(() => Beside("qwen2", [(name, content)], _ => { })).Message);

    private static void Beside(string family, (string Name, string Content)[] files, Action<Tokenizer> check)
    {
        var folder = Directory.CreateTempSubdirectory("jaram-companions-").FullName;
        try
        {
            foreach (var (name, content) in files) File.WriteAllText(Path.Combine(folder, name), content);
            var path = Path.Combine(folder, "tokenizer.json");
            File.WriteAllText(path, Families.Files[family]);
            check(Tokenizer.Load(path));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
