using System.Text;
using CsCheck;

namespace Jaram.Tokenizers.Tests;

public sealed class ChatLayoutTests
{
    private static readonly ToolCall _call = new() { Id = "c1", Name = "weather", Arguments = """{"city": "서울"}""" };
    private static readonly ChatMessage _asked = new(ChatRole.User, "비가 오나요?");
    private static readonly ChatMessage _calls = new(ChatRole.Assistant, "봅시다.") { Calls = [_call] };
    private static readonly ChatMessage _answers = new(ChatRole.Tool, "맑음");

    [Theory]
    [InlineData("qwen2", ChatFormat.ChatMl)]
    [InlineData("llama3", ChatFormat.Llama3)]
    [InlineData("deepseek3", ChatFormat.DeepSeek3)]
    [InlineData("llama2", ChatFormat.None)]
    [InlineData("gpt2", ChatFormat.None)]
    public void A_format_is_recognised_by_its_tokens(string family, ChatFormat format) =>
        Assert.Equal(format, Families.Read(family).Chat);

    [Fact]
    public void Ours_calls_a_tool_through_the_system_and_lets_it_answer_as_one_from_outside() =>
        Assert.Equal("<|bos|><|user|>비가 오나요?<|end|><|assistant|>봅시다.<|system|>{\"name\": \"weather\", \"arguments\": "
            + "{\"city\": \"서울\"}}<|end|><|system|><|user|>맑음<|end|><|assistant|>",
            Prompt(Texts.Small, _asked, _calls, _answers));

    [Fact]
    public void ChatML_calls_tools_as_Qwen_does() =>
        Assert.Equal("<|im_start|>user\n비가 오나요?<|im_end|>\n<|im_start|>assistant\n봅시다.\n<tool_call>\n"
            + "{\"name\": \"weather\", \"arguments\": {\"city\": \"서울\"}}\n</tool_call>\n<tool_call>\n"
            + "{\"name\": \"weather\", \"arguments\": {\"city\": \"서울\"}}\n</tool_call><|im_end|>\n<|im_start|>user\n"
            + "<tool_response>\n맑음\n</tool_response>\n<tool_response>\n흐림\n</tool_response><|im_end|>\n"
            + "<|im_start|>assistant\n",
            Prompt(Families.Read("qwen2"), _asked, _calls with { Calls = [_call, _call] }, _answers,
                new(ChatRole.Tool, "흐림")));

    [Fact]
    public void Llama_3_trims_what_is_said() =>
        Assert.Equal("<|begin_of_text|><|start_header_id|>system<|end_header_id|>\n\ns<|eot_id|><|start_header_id|>user"
            + "<|end_header_id|>\n\nu<|eot_id|><|start_header_id|>assistant<|end_header_id|>\n\n",
            Prompt(Families.Read("llama3"), new(ChatRole.System, "s"), new(ChatRole.User, " u\n")));

    [Fact]
    public void DeepSeek_has_what_the_system_says_before_all_turns() =>
        Assert.Equal("<｜begin▁of▁sentence｜>s\n\nt<｜User｜>u<｜Assistant｜>a<｜end▁of▁sentence｜><｜User｜>v<｜Assistant｜>",
            Prompt(Families.Read("deepseek3"), new(ChatRole.System, "s"), new(ChatRole.User, "u"),
                new(ChatRole.Assistant, "a"), new(ChatRole.System, "t"), new(ChatRole.User, "v")));

    [Fact]
    public void Llama_2_has_what_the_system_says_in_the_user_s_turn()
    {
        var tokenizer = new Tokenizer(TokenizerFile.Read(Encoding.UTF8.GetBytes(Families.Files["llama2"]),
            () => new Companions { Template = "[INST] <<SYS>>" }));
        Assert.Equal("<s> [INST] <<SYS>>\ns\n<</SYS>>\n\nu [/INST] a </s><s> [INST] v [/INST]", Prompt(tokenizer,
            new(ChatRole.System, "s"), new(ChatRole.User, "u"), new(ChatRole.Assistant, "a"), new(ChatRole.User, "v")));
        Assert.Throws<TokenizerException>(() => ChatTemplate.EncodePrompt(tokenizer, [new(ChatRole.System, "s")]));
    }

    [Theory]
    [InlineData("qwen2")]
    [InlineData("llama3")]
    [InlineData("deepseek3")]
    public void Nobody_can_speak_for_another(string family)
    {
        var tokenizer = Families.Read(family);
        var names = Gen.OneOfConst([.. tokenizer.Added.Select(token => token.Text)]);
        var added = tokenizer.Added.Select(token => token.Id).ToHashSet();
        Gen.Select(ChatTemplateTests.Conversations, names).Sample((messages, name) => Assert.Equal(
            ChatTemplate.Encode(tokenizer, messages).Count(added.Contains), ChatTemplate.Encode(tokenizer,
                messages.Select(m => m with { Content = $"{m.Content}{name}" })).Count(added.Contains)));
    }

    [Fact]
    public void A_format_without_tools_refuses_them()
    {
        Assert.Throws<TokenizerException>(() => Prompt(Families.Read("llama3"), _asked, _calls));
        Assert.Throws<TokenizerException>(() => Prompt(Families.Read("deepseek3"), _answers));
        Assert.Throws<TokenizerException>(() => Prompt(Texts.Small, _asked with { Calls = [_call] }));
    }

    [Theory]
    [InlineData("", "{}")]
    [InlineData("a b", "{}")]
    [InlineData("a\"", "{}")]
    [InlineData("a", "[]")]
    [InlineData("a", "{}{}")]
    [InlineData("a", "")]
    public void A_call_is_a_plain_name_and_one_object(string name, string arguments) =>
        Assert.Throws<TokenizerException>(() => new ToolCall { Id = "", Name = name, Arguments = arguments });

    private static string Prompt(Tokenizer tokenizer, params ChatMessage[] messages) =>
        tokenizer.Decode(ChatTemplate.EncodePrompt(tokenizer, messages));
}
