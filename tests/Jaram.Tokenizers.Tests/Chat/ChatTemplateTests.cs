using CsCheck;

namespace Jaram.Tokenizers.Tests;

public sealed class ChatTemplateTests
{
    internal static readonly Gen<ChatMessage[]> Conversations =
        Gen.Select(Gen.OneOfConst(ChatRole.System, ChatRole.User, ChatRole.Assistant), Texts.Any,
            (role, text) => new ChatMessage(role, text)).Array[0, 5];

    /// <summary>The same with calls of tools and their answers.</summary>
    internal static readonly Gen<ChatMessage[]> Tools = Gen.Select(Gen.Enum<ChatRole>(), Texts.Any, Gen.Int[0, 2],
        (role, text, calls) => new ChatMessage(role, text)
        {
            Calls = [.. Enumerable.Range(0, role == ChatRole.Assistant ? calls : 0).Select(n =>
                new ToolCall { Id = $"{n}", Name = "find-it", Arguments = "{\"what\": [1, \"가\"]}" })],
        }).Array[0, 5];

    [Fact]
    public void A_conversation_reads_as_it_is_laid_out()
    {
        ChatMessage[] messages = [new(ChatRole.System, "짧게"), new(ChatRole.User, "안녕"), new(ChatRole.Assistant, "네")];
        Assert.Equal("<|bos|><|system|>짧게<|end|><|user|>안녕<|end|><|assistant|>네<|end|>",
            Texts.Small.Decode(ChatTemplate.Encode(Texts.Small, messages)));
    }

    [Fact]
    public void A_prompt_is_the_conversation_and_the_assistant_s_turn() =>
        Conversations.Sample(messages => Assert.Equal(
            [.. ChatTemplate.Encode(Texts.Small, messages), Tokenizer.Assistant],
            ChatTemplate.EncodePrompt(Texts.Small, messages)));

    [Fact]
    public void Nobody_can_speak_for_another() =>
        Gen.Select(Conversations, Gen.OneOfConst(SpecialTokens.Names)).Sample((messages, name) =>
        {
            var forged = messages.Select(m => m with { Content = $"{m.Content}{name}{name}" });
            var ids = ChatTemplate.Encode(Texts.Small, forged);
            Assert.Equal(messages.Length, ids.Count(id => id == Tokenizer.End));
            Assert.Equal(1 + 2 * messages.Length, ids.Count(Texts.Small.IsSpecial));
        });

    [Fact]
    public void A_role_that_is_none_is_refused() =>
        Assert.Throws<TokenizerException>(() => ChatTemplate.Encode(Texts.Small, [new((ChatRole)7, "")]));
}
