namespace Jaram.Exchange.Tensors;

/// <summary>A tensor of ours for each expert, and one of theirs in which they lie one behind the other.</summary>
/// <param name="own">Our name of an expert's tensor, by its number.</param>
/// <param name="foreign">Their name.</param>
/// <param name="experts">How many.</param>
/// <param name="shape">Of one expert's.</param>
internal sealed class Stacked(Func<int, string> own, string foreign, int experts, params long[] shape) : Link
{
    private readonly Dictionary<string, int> _numbers = [];

    /// <inheritdoc/>
    public override IEnumerable<NamedShape> At(Side side)
    {
        if (side == Side.Foreign) return [NamedShape.Of(foreign, [experts, .. shape])];
        if (_numbers.Count == 0)
            for (var expert = 0; expert < experts; expert++) _numbers.Add(own(expert), expert);
        return _numbers.Keys.Select(name => NamedShape.Of(name, shape));
    }

    /// <inheritdoc/>
    public override Strip Find(Side side, string tensor, long row) => side == Side.Own
        ? new(foreign, (_numbers[tensor] * shape[0] + row) * shape[1])
        : new(own((int)(row / shape[0])), row % shape[0] * shape[1]);
}
