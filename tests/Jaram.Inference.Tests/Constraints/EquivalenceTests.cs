using System.Text;
using System.Text.Json;
using CsCheck;
using Jaram.Inference.Constraints;

namespace Jaram.Inference.Tests.Constraints;

/// <summary>The automaton and the validator share only the reading of the schema. They agree on every document.</summary>
public sealed class EquivalenceTests
{
    [Fact]
    public void A_document_can_be_written_just_if_it_is_valid()
    {
        var (compiled, valid) = (0, 0);
        Gen.Select(RandomSchemas.Schemas, RandomSchemas.Documents.List[1, 30]).Sample((text, documents) =>
        {
            if (Compiled(text) is not { } schema) return;
            Interlocked.Increment(ref compiled);
            foreach (var document in documents)
            {
                var isValid = Writing.IsValid(schema, document);
                if (isValid) Interlocked.Increment(ref valid);
                // the order of properties is the schema's, which the document does not know: some order must do
                Assert.True(isValid == Orders.Of(document).Any(d => Writing.Takes(schema, d)),
                    $"{document} is {(isValid ? "" : "not ")}valid under {text}");
            }
        }, iter: 4_000);
        Assert.True(compiled > 1_500 && valid > 5_000, $"{compiled} schemas compiled, {valid} documents were valid");
    }

    [Fact]
    public void What_is_written_at_random_is_valid_and_can_always_be_ended() =>
        Gen.Select(RandomSchemas.Schemas, Gen.Int[0, 30], Gen.Int).Sample((text, steps, seed) =>
        {
            if (Compiled(text) is not { } schema) return;
            var constraint = new Constraint(schema, Writing.Bytes);
            var random = new Random(seed);
            var position = constraint.Start;
            var written = new List<byte>();
            for (var step = 0; step < steps; step++)
            {
                var next = Enumerable.Range(0, 256).Where(b => constraint.TryAdvance(position, b, out _)).ToList();
                if (next.Count == 0) break;
                var b = next[random.Next(next.Count)];
                constraint.TryAdvance(position, b, out position);
                written.Add((byte)b);
            }
            written.AddRange(Ending(constraint, position, $"{Encoding.UTF8.GetString([.. written])} under {text}"));
            // a name of another property may come twice: the document then has no one meaning
            if (!HasOneMeaning(written)) return;
            Assert.True(schema.IsValid(written.ToArray()), $"{Encoding.UTF8.GetString([.. written])} is valid under {text}");
        }, iter: 4_000);

    /// <summary>Bytes that end a document: closing what can be closed, and opening only what must be.</summary>
    private static byte[] Ending(Constraint constraint, Position from, string what)
    {
        byte[] order = [.. "{[,:-.nulltruefase9876543210\"]}"u8];
        order = [.. Enumerable.Range(0, 256).Select(b => (byte)b).Except(order).Reverse(), .. order];
        var met = new HashSet<(ThreadSet, Frame)> { (from.Set, from.Frame) };
        var open = new Stack<(Position Position, byte[] Bytes)>([(from, [])]);
        while (open.TryPop(out var next) && met.Count < 50_000)
        {
            if (constraint.CanEnd(next.Position)) return next.Bytes;
            foreach (var b in order)
                if (constraint.TryAdvance(next.Position, b, out var to) && met.Add((to.Set, to.Frame)))
                    open.Push((to, [.. next.Bytes, b]));
        }
        Assert.Fail($"{what} cannot be ended");
        return [];
    }

    private static bool HasOneMeaning(List<byte> document)
    {
        try
        {
            using var json = JsonDocument.Parse(document.ToArray(), new() { AllowDuplicateProperties = false });
            return true;
        }
        catch (JsonException e) when (e.Message.Contains("uplicate", StringComparison.Ordinal))
        {
            return false;
        }
    }

    private static Schema? Compiled(string text)
    {
        try
        {
            return Writing.Schema(text);
        }
        catch (SchemaException)
        {
            return null;
        }
    }
}
