namespace Jaram.Tokenizers;

/// <summary>Who speaks.</summary>
public enum ChatRole
{
    /// <summary>Whoever runs the model and sets its task.</summary>
    System,

    /// <summary>Whoever asks.</summary>
    User,

    /// <summary>The model.</summary>
    Assistant,

    /// <summary>What the model has called; its word counts no more than a user's.</summary>
    Tool,
}

/// <summary>One turn of a conversation.</summary>
/// <param name="Role">Who speaks.</param>
/// <param name="Content">What is said; any text.</param>
public sealed record ChatMessage(ChatRole Role, string Content)
{
    /// <summary>What the assistant calls after what it says; nobody else does.</summary>
    public IReadOnlyList<ToolCall> Calls { get; init; } = [];
}
