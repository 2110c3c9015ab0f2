using System.Collections.Immutable;

namespace Jaram.Training.Data;

/// <summary>What a document says: running text or a conversation.</summary>
public abstract record Content
{
    private Content() { }

    /// <summary>All of it as one text, to hash, measure and compare. Turns become lines "role: text".</summary>
    public abstract string Text { get; }

    /// <summary>Running text.</summary>
    public sealed record Prose(string Words) : Content
    {
        /// <inheritdoc/>
        public override string Text => Words;
    }

    /// <summary>Turns of a conversation, in order.</summary>
    public sealed record Conversation(ImmutableArray<Turn> Turns) : Content
    {
        /// <inheritdoc/>
        public override string Text => string.Join('\n', Turns.Select(turn => $"{turn.Role}: {turn.Text}"));
    }
}

/// <summary>What one side says.</summary>
/// <param name="Role">"system", "user" or "assistant".</param>
/// <param name="Text">Its words.</param>
public sealed record Turn(string Role, string Text);
