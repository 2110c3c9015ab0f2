namespace Jaram.Server.Asking;

/// <summary>What an answer's text is held to.</summary>
internal abstract record AnswerForm
{
    /// <summary>Nothing.</summary>
    internal sealed record Text : AnswerForm;

    /// <summary>Any JSON object.</summary>
    internal sealed record AnyObject : AnswerForm;

    /// <summary>A JSON Schema.</summary>
    /// <param name="Schema">JSON.</param>
    internal sealed record Obeying(string Schema) : AnswerForm;
}
