// A limit on what one schema may cost, counted in steps so that the same schema meets it on every machine.
// Source: ours, after the denials of service by pattern and schema in CVE-2025-48942, -48943 and -48944.

namespace Jaram.Inference.Constraints;

/// <summary>Counts the steps that one schema or one check takes.</summary>
/// <param name="steps">How many there may be.</param>
internal sealed class Work(long steps)
{
    private long _taken;

    /// <summary>Counts steps.</summary>
    /// <param name="count">How many are taken now.</param>
    /// <param name="pointer">The place in the schema that takes them.</param>
    /// <exception cref="SchemaException">There were more than may be.</exception>
    public void Spend(long count, string pointer)
    {
        _taken += count;
        if (_taken > steps)
            throw new SchemaException(pointer, $"needs more than {steps:N0} steps; make the schema simpler");
    }
}
