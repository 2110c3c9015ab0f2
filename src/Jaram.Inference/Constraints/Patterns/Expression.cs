namespace Jaram.Inference.Constraints;

/// <summary>A regular expression as it is written, and taken apart. Two are the same if they are written the same.
/// </summary>
/// <param name="Text">As it is written.</param>
/// <param name="Pattern">Taken apart.</param>
internal sealed record Expression(string Text, Pattern Pattern)
{
    /// <summary>Every text matches it.</summary>
    public static Expression Empty { get; } = new("", new Pattern.Sequence([]));

    /// <inheritdoc/>
    public bool Equals(Expression? other) => other is not null && Text == other.Text;

    /// <inheritdoc/>
    public override int GetHashCode() => Text.GetHashCode(StringComparison.Ordinal);
}
