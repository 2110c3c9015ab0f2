namespace Jaram.Architecture.Graphs;

/// <summary>Sums of sums are one sum; nothing in it is left out.</summary>
internal static class SumRules
{
    /// <inheritdoc cref="Rewrite"/>
    public static int? Flatten(Sketch sketch, Operator op, ReadOnlySpan<int> inputs)
    {
        if (op is not Sum) return null;
        var (parts, isSame) = (new List<int>(), true);
        foreach (var input in inputs)
        {
            if (NothingRules.IsNothing(sketch, input)) isSame = false;
            else if (sketch[input].Operator is Sum)
            {
                parts.AddRange(sketch[input].Inputs);
                isSame = false;
            }
            else parts.Add(input);
        }
        if (isSame) return null;
        return parts.Count == 0 ? inputs[0] : sketch.Put(op, [.. parts]);
    }
}
