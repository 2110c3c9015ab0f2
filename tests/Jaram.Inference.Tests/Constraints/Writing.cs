using System.Text;
using Jaram.Inference.Constraints;

namespace Jaram.Inference.Tests.Constraints;

/// <summary>Writes documents byte by byte under a schema.</summary>
internal static class Writing
{
    /// <summary>A token for each byte, in order, and one that ends.</summary>
    public static TokenVocabulary Bytes { get; } =
        new([.. Enumerable.Range(0, 256).Select(b => (byte[])[(byte)b]), []], [256]);

    public static Schema Schema(string json) => Inference.Constraints.Schema.Parse(Encoding.UTF8.GetBytes(json), Spacing.Optional);

    public static bool Takes(Schema schema, string document) => Takes(schema, Encoding.UTF8.GetBytes(document));

    public static bool Takes(Schema schema, byte[] document)
    {
        var constraint = new Constraint(schema, Bytes);
        var position = constraint.Start;
        foreach (var b in document)
            if (!constraint.TryAdvance(position, b, out position)) return false;
        return constraint.CanEnd(position);
    }

    public static bool IsValid(Schema schema, string document) => schema.IsValid(Encoding.UTF8.GetBytes(document));

    public static string Refusal(string schema) => Assert.Throws<SchemaException>(() => Schema(schema)).Message;

    public static bool Has(this ReadOnlySpan<ulong> mask, int token) => (mask[token / 64] >> token & 1) != 0;
}
