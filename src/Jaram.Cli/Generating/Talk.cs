using Jaram.Tokenizers;

namespace Jaram.Cli.Generating;

/// <summary>A conversation that is kept within what the model can read.</summary>
/// <param name="tokenizer">The model's.</param>
/// <param name="context">Tokens that the model can read.</param>
/// <param name="system">What the model is told first, or null.</param>
internal sealed class Talk(Tokenizer tokenizer, int context, string? system)
{
    private readonly List<ChatMessage> _messages = [];

    /// <summary>Questions asked since the beginning.</summary>
    public int Turns { get; private set; }

    /// <summary>Begins anew.</summary>
    public void Forget() => _messages.Clear();

    /// <summary>Adds a question. The oldest question and answer are dropped until prompt and answer fit, or only the
    /// question is left; the answer may take half of the context at most.</summary>
    /// <returns>Ids to go on from, and how many messages were dropped.</returns>
    public (int[] Ids, int Forgotten) Prompt(string question, int longestAnswer)
    {
        _messages.Add(new(ChatRole.User, question));
        Turns++;
        var (room, before) = (context - Math.Min(longestAnswer, context / 2), _messages.Count);
        var ids = Ids();
        while (ids.Length > room && _messages.Count > 1)
        {
            _messages.RemoveRange(0, Math.Min(2, _messages.Count - 1));
            ids = Ids();
        }
        return (ids, before - _messages.Count);
    }

    /// <summary>Adds what the model said.</summary>
    public void Answered(string text) => _messages.Add(new(ChatRole.Assistant, text));

    private int[] Ids() => ChatTemplate.EncodePrompt(tokenizer,
        system is null ? _messages : _messages.Prepend(new(ChatRole.System, system)));
}
