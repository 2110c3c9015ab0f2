// How a conversation is laid out for the model; by our own layout, for one:
//
//   <|bos|> <|user|> TEXT <|end|> <|assistant|> TEXT <|end|> ...
//
// Words of a layout and what is said next to them are encoded as one text, because that is how models were raised.

using System.Text;

namespace Jaram.Tokenizers;

/// <summary>Lays conversations out as tokens. What is said is encoded as text only, so nobody can end a turn or take
/// another's role by writing the name of a special token.</summary>
public static class ChatTemplate
{
    /// <summary>Our own layout for other tools, as chat_template.jinja. Such tools look for special tokens in the
    /// finished text, so there names in what a user says do count: filter them first.</summary>
    public const string Jinja =
        """
        {{- '<|bos|>' -}}
        {%- for message in messages -%}
          {%- if message['role'] == 'tool' -%}
            {{- '<|system|><|user|>' + message['content'] + '<|end|>' -}}
          {%- elif message['role'] in ['system', 'user', 'assistant'] -%}
            {{- '<|' + message['role'] + '|>' + message['content'] -}}
            {%- for call in message['tool_calls'] or [] -%}
              {%- set arguments = call['function']['arguments'] -%}
              {%- if arguments is not string -%}{%- set arguments = arguments | tojson -%}{%- endif -%}
              {{- '<|system|>{"name": "' + call['function']['name'] + '", "arguments": ' + arguments + '}' -}}
            {%- endfor -%}
            {{- '<|end|>' -}}
          {%- else -%}
            {{- raise_exception('role is ' + message['role'] + ', it must be system, user, assistant or tool') -}}
          {%- endif -%}
        {%- endfor -%}
        {%- if add_generation_prompt -%}{{- '<|assistant|>' -}}{%- endif -%}

        """;

    /// <summary>The ids of a finished conversation.</summary>
    /// <exception cref="TokenizerException">The model has no chat format that Jaram knows, or one without a place for
    /// a message.</exception>
    public static int[] Encode(Tokenizer tokenizer, IEnumerable<ChatMessage> messages) =>
        [.. Turns(tokenizer, messages).End()];

    /// <summary>The ids of a conversation that is left open for the assistant to speak next.</summary>
    /// <exception cref="TokenizerException">The model has no chat format that Jaram knows, or one without a place for
    /// a message.</exception>
    public static int[] EncodePrompt(Tokenizer tokenizer, IEnumerable<ChatMessage> messages) =>
        [.. Turns(tokenizer, messages).Mark(tokenizer.Layout.Prompt).End()];

    /// <summary>The ids of a conversation that is left open for the assistant to call a tool next.</summary>
    /// <exception cref="TokenizerException">The model has no chat format that Jaram knows, or one without a place for
    /// a message or a call.</exception>
    public static int[] EncodeCall(Tokenizer tokenizer, IEnumerable<ChatMessage> messages)
    {
        var writer = Turns(tokenizer, messages).Mark(tokenizer.Layout.Prompt);
        return tokenizer.Layout.HasTools
            ? [.. writer.Mark(tokenizer.Layout.Call.Before).End()]
            : throw new TokenizerException($"The chat format {tokenizer.Chat} has no turns for tools in Jaram.");
    }

    /// <summary>The token that the assistant begins a call with; null for a chat format without one.</summary>
    public static int? CallToken(Tokenizer tokenizer) =>
        tokenizer.Layout.HasTools && tokenizer.Marks(tokenizer.Layout.Call.Before) is [("", >= 0 and var id), ..] ? id : null;

    private static Writer Turns(Tokenizer tokenizer, IEnumerable<ChatMessage> messages)
    {
        var layout = tokenizer.Layout;
        if (layout.Format == ChatFormat.None)
            throw new TokenizerException(
                "The model has no chat format that Jaram knows; let it go on from a text instead (complete).");
        var writer = new Writer(tokenizer).Mark(layout.Start);
        var waiting = "";
        if (layout.SystemPlace == SystemPlace.First)
        {
            var said = messages.ToList();
            writer.Say(string.Join("\n\n", said.Where(IsSystem).Select(message => message.Content)));
            messages = said.Where(message => !IsSystem(message));
        }
        var last = ChatRole.System;
        foreach (var message in messages)
        {
            Check(layout, message);
            if (last == ChatRole.Tool && message.Role != last) writer.Mark(layout.Results.After);
            if (message.Role == ChatRole.Tool && message.Role != last) writer.Mark(layout.Results.Before);
            last = message.Role;
            if (IsSystem(message) && layout.SystemPlace == SystemPlace.InUser)
            {
                waiting += $"{layout.System.Before}{message.Content}{layout.System.After}";
                continue;
            }
            var isAdded = waiting.Length > 0 && message.Role == ChatRole.User;
            Turn(writer, layout, isAdded ? message with { Content = waiting + message.Content } : message);
            if (isAdded) waiting = "";
        }
        if (last == ChatRole.Tool) writer.Mark(layout.Results.After);
        return waiting.Length == 0 ? writer : throw new TokenizerException(
            $"{layout.Format} has what the system says in the user's turn; add what the user says after it.");
    }

    private static void Turn(Writer writer, ChatLayout layout, ChatMessage message)
    {
        var (before, after) = message.Role switch
        {
            ChatRole.System => layout.System,
            ChatRole.User => layout.User,
            ChatRole.Assistant => layout.Assistant,
            _ => layout.Result,
        };
        writer.Mark(before).Say(layout.IsTrimmed ? message.Content.Trim() : message.Content);
        foreach (var (n, call) in message.Calls.Index())
        {
            if (n > 0 || message.Content.Length > 0) writer.Mark(layout.BetweenCalls);
            writer.Mark(layout.Call.Before).Say(call.Json).Mark(layout.Call.After);
        }
        writer.Mark(after);
    }

    private static bool IsSystem(ChatMessage message) => message.Role == ChatRole.System;

    private static void Check(ChatLayout layout, ChatMessage message)
    {
        if (message.Role is < ChatRole.System or > ChatRole.Tool)
            throw new TokenizerException($"Role {message.Role} is not System, User, Assistant or Tool.");
        if (message.Calls.Count > 0 && message.Role != ChatRole.Assistant)
            throw new TokenizerException($"Only the assistant calls tools, here {message.Role} does.");
        if ((message.Role == ChatRole.Tool || message.Calls.Count > 0) && !layout.HasTools)
            throw new TokenizerException($"The chat format {layout.Format} has no turns for tools in Jaram.");
    }

    /// <summary>Gathers text until a token ends it.</summary>
    private sealed class Writer(Tokenizer tokenizer)
    {
        private readonly List<int> _ids = [];
        private readonly StringBuilder _text = new();
        private string _alone = "";                                     // text that nothing stands beside yet

        /// <summary>Words of the layout, in which names of added tokens mean the tokens.</summary>
        public Writer Mark(string words)
        {
            foreach (var (text, id) in tokenizer.Marks(words))
            {
                Say(text);
                if (id < 0) continue;
                Flush();
                _ids.Add(id);
            }
            return this;
        }

        /// <summary>What somebody says: text and nothing else.</summary>
        public Writer Say(string words)
        {
            if (words.Length == 0) return this;
            if (_alone.Length == 0 && _text.Length == 0)
            {
                _alone = words;
                return this;
            }
            _text.Append(_alone).Append(words);
            _alone = "";
            return this;
        }

        public List<int> End()
        {
            Flush();
            return _ids;
        }

        private void Flush()
        {
            if (_text.Length > 0) _alone = _text.ToString();
            _text.Clear();
            if (_alone.Length > 0) tokenizer.EncodeText(_alone, isStart: _ids.Count == 0, _ids);
            _alone = "";
        }
    }
}
