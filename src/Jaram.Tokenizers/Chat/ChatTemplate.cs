// How a conversation is laid out for the model:
//
//   <|bos|> <|user|> TEXT <|end|> <|assistant|> TEXT <|end|> ...

namespace Jaram.Tokenizers;

/// <summary>Lays conversations out as tokens. What is said is encoded as text only, so nobody can end a turn or take
/// another's role by writing the name of a special token.</summary>
public static class ChatTemplate
{
    /// <summary>The same layout for other tools, as chat_template.jinja. Such tools look for special tokens in the
    /// finished text, so there names in what a user says do count: filter them first.</summary>
    public const string Jinja =
        """
        {{- '<|bos|>' -}}
        {%- for message in messages -%}
          {%- if message['role'] not in ['system', 'user', 'assistant'] -%}
            {{- raise_exception('role is ' + message['role'] + ', it must be system, user or assistant') -}}
          {%- endif -%}
          {{- '<|' + message['role'] + '|>' + message['content'] + '<|end|>' -}}
        {%- endfor -%}
        {%- if add_generation_prompt -%}{{- '<|assistant|>' -}}{%- endif -%}

        """;

    /// <summary>The ids of a finished conversation.</summary>
    public static int[] Encode(Tokenizer tokenizer, IEnumerable<ChatMessage> messages) =>
        [.. Turns(tokenizer, messages)];

    /// <summary>The ids of a conversation that is left open for the assistant to speak next.</summary>
    public static int[] EncodePrompt(Tokenizer tokenizer, IEnumerable<ChatMessage> messages) =>
        [.. Turns(tokenizer, messages), Tokenizer.Assistant];

    private static List<int> Turns(Tokenizer tokenizer, IEnumerable<ChatMessage> messages)
    {
        List<int> ids = [Tokenizer.Bos];
        foreach (var message in messages)
        {
            ids.Add(Opening(message.Role));
            tokenizer.Encode(message.Content, ids);
            ids.Add(Tokenizer.End);
        }
        return ids;
    }

    private static int Opening(ChatRole role) => role switch
    {
        ChatRole.System => Tokenizer.System,
        ChatRole.User => Tokenizer.User,
        ChatRole.Assistant => Tokenizer.Assistant,
        _ => throw new TokenizerException($"Role {role} is not System, User or Assistant."),
    };
}
