namespace Jaram.Inference.Constraints;

/// <summary>A regular expression, taken apart.</summary>
internal abstract record Pattern
{
    /// <summary>One character of a set.</summary>
    internal sealed record One(CodePoints Of) : Pattern;

    /// <summary>One pattern after the other.</summary>
    internal sealed record Sequence(IReadOnlyList<Pattern> Parts) : Pattern;

    /// <summary>Any one of the patterns.</summary>
    internal sealed record Either(IReadOnlyList<Pattern> Parts) : Pattern;

    /// <summary>A pattern again and again.</summary>
    /// <param name="Of">What is repeated.</param>
    /// <param name="Least">At least so often.</param>
    /// <param name="Most">At most so often; <see cref="int.MaxValue"/> for as often as one likes.</param>
    internal sealed record Repeat(Pattern Of, int Least, int Most) : Pattern;

    /// <summary>The place before the first character.</summary>
    internal sealed record Begin : Pattern;

    /// <summary>The place after the last character.</summary>
    internal sealed record End : Pattern;
}
