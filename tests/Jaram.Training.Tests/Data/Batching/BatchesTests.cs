using System.Text;
using CsCheck;
using Jaram.Training.Data;

namespace Jaram.Training.Tests.Data;

public sealed class BatchesTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void An_epoch_predicts_every_id_of_every_training_document_once()
    {
        using var shards = _scratch.Shards(Texts(200));
        var batches = new Batches(shards, rows: 1, context: 16, seed: 3);
        var predicted = Enumerable.Range(0, (int)batches.RowsPerEpoch).SelectMany(step => batches.At(step).Targets)
            .Where(id => id != Batch.NoTarget).CountBy(id => id).ToDictionary();
        var expected = Training(shards).SelectMany(document => Ids(shards, document).Skip(1)).CountBy(id => id)
            .ToDictionary();
        Assert.Equal(expected.OrderBy(count => count.Key), predicted.OrderBy(count => count.Key));
    }

    [Fact]
    public void A_target_is_the_id_that_follows_its_input_in_the_document()
    {
        using var shards = _scratch.Shards(Texts(100));
        var batches = new Batches(shards, rows: 4, context: 24, seed: 1);
        for (var step = 0; step < 20; step++)
        {
            var batch = batches.At(step);
            for (var at = 0; at < batch.Targets.Length; at++)
            {
                if (batch.Targets[at] == Batch.NoTarget) continue;
                Assert.NotEqual(shards.Manifest.End, batch.Inputs[at]);
                Assert.NotEqual(shards.Manifest.Bos, batch.Targets[at]);
                if (at % batch.Context < batch.Context - 1) Assert.Equal(batch.Inputs[at + 1], batch.Targets[at]);
            }
        }
    }

    [Fact]
    public void Rows_joined_at_their_overlap_give_back_the_texts()
    {
        string[] texts = [.. Texts(50), string.Concat(Enumerable.Repeat("가나다라 ", 100))];
        using var shards = _scratch.Shards(texts, new() { HeldOutFraction = 0 });
        var laid = new Rows(shards, [.. Enumerable.Range(0, shards.Documents)], context: 16);
        List<long> ids = [];
        for (var row = 0; row < laid.Count; row++)
        {
            var batch = laid.Batch([row]);
            for (var at = 0; at < 16; at++)
            {
                if (batch.Inputs[at] == shards.Manifest.Bos && batch.Targets[at] != Batch.NoTarget) ids.Add(256);
                if (batch.Targets[at] != Batch.NoTarget) ids.Add(batch.Targets[at]);
            }
        }
        var found = string.Join("", ids.Select(id => id >= 256 ? "" : ((char)id).ToString()).Index()
            .Select(part => ids[part.Index] == 257 ? "\n" : part.Item));
        var back = Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(found)).TrimEnd('\n').Split('\n');
        Assert.Equal(texts.Order(StringComparer.Ordinal), back.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_step_has_the_same_batch_after_reopening_and_in_any_order()
    {
        using var shards = _scratch.Shards(Texts(150));
        using var again = ShardFolder.Open(_scratch["shards-0"]);
        var (first, second) = (new Batches(shards, 3, 20, seed: 9), new Batches(again, 3, 20, seed: 9));
        for (var step = 40; step >= 0; step--)
        {
            Assert.Equal(first.At(step).Inputs, second.At(40 - (40 - step)).Inputs);
            Assert.Equal(first.At(step).Targets, second.At(step).Targets);
            Assert.Equal(first.At(step).Documents, second.At(step).Documents);
        }
    }

    [Fact]
    public void Another_seed_or_epoch_is_another_order_of_the_same_rows()
    {
        using var shards = _scratch.Shards(Texts(300));
        var (one, two) = (new Batches(shards, 1, 16, seed: 1), new Batches(shards, 1, 16, seed: 2));
        var rows = (int)one.RowsPerEpoch;
        string[] Epoch(Batches batches, int epoch) => [.. Enumerable.Range(epoch * rows, rows)
            .Select(step => string.Join(' ', batches.At(step).Inputs))];
        var (first, other, next) = (Epoch(one, 0), Epoch(two, 0), Epoch(one, 1));
        Assert.NotEqual(first, other);
        Assert.NotEqual(first, next);
        Assert.Equal(first.Order(StringComparer.Ordinal), other.Order(StringComparer.Ordinal));
        Assert.Equal(first.Order(StringComparer.Ordinal), next.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Held_out_documents_are_never_in_a_batch_and_training_documents_all_are()
    {
        using var shards = _scratch.Shards(Texts(400), new() { HeldOutFraction = 0.2 });
        var batches = new Batches(shards, 8, 32, seed: 4);
        var steps = (int)(batches.RowsPerEpoch / 8) + 1;
        var seen = Enumerable.Range(0, steps).SelectMany(step => batches.At(step).Documents).Distinct().Order();
        Assert.Equal(Training(shards), seen);
    }

    [Fact]
    public void The_documents_of_a_batch_are_those_whose_ids_it_holds()
    {
        // Document n has the id n six times, so that its ids tell whose they are.
        var numbers = Scratch.Bytes(1000) with
        {
            Encode = (document, into) => into.AddRange(Enumerable.Repeat((int)document.Place.Line - 1, 6)),
            Bos = 998,
            End = 999,
        };
        using var shards = _scratch.Shards(Enumerable.Range(0, 200).Select(n => $"{n}"),
            new() { HeldOutFraction = 0 }, numbers);
        var batches = new Batches(shards, 4, 64, seed: 2);
        for (var step = 0; step < 5; step++)
        {
            var batch = batches.At(step);
            var owners = batch.Inputs.Concat(batch.Targets).Where(id => id is >= 0 and < 998).Select(id => (int)id)
                .Distinct().ToList();
            Assert.Empty(owners.Except(batch.Documents));
            // A row may end after the first id of a document, which is not its own.
            Assert.InRange(batch.Documents.Count - owners.Count, 0, batch.Rows);
            Assert.Equal(batch.Documents.Distinct(), batch.Documents);
            foreach (var (target, owner) in batch.Targets.Zip(batch.Owners).Where(pair => pair.First is >= 0 and < 998))
                Assert.Equal(target, owner);
        }
    }

    [Fact]
    public void Held_out_batches_count_every_byte_and_every_id_once()
    {
        using var shards = _scratch.Shards(Texts(500), new() { HeldOutFraction = 0.3 });
        var batches = Batches.HeldOut(shards, rows: 4, context: 16, maxTokens: long.MaxValue).ToList();
        var portion = shards.Manifest.HeldOut;
        Assert.Equal(portion.TextBytes, batches.Sum(batch => batch.TextBytes));
        Assert.Equal(portion.Tokens - portion.Documents, batches.Sum(batch => batch.Predicted));
        Assert.Equal(batches.Sum(batch => batch.Predicted),
            batches.Sum(batch => batch.Targets.Count(id => id != Batch.NoTarget)));
        Assert.Equal(portion.Documents, batches.SelectMany(batch => batch.Documents).Distinct().Count());
        Assert.All(batches.SelectMany(batch => batch.Documents), document =>
            Assert.Equal(Side.HeldOut, shards[document].Side));
    }

    [Fact]
    public void A_cap_on_held_out_tokens_takes_whole_documents_and_at_least_one()
    {
        using var shards = _scratch.Shards(Texts(500), new() { HeldOutFraction = 0.3 });
        var some = Batches.HeldOut(shards, 4, 16, maxTokens: 600).SelectMany(batch => batch.Documents).Distinct()
            .ToList();
        Assert.InRange(some.Sum(document => shards[document].Tokens), 400, 600);
        Assert.Single(Batches.HeldOut(shards, 4, 16, maxTokens: 0).SelectMany(batch => batch.Documents).Distinct());
    }

    [Fact]
    public void Sizes_must_be_positive_and_something_held_out()
    {
        using var shards = _scratch.Shards(Texts(10), new() { HeldOutFraction = 0 });
        Assert.Equal("rows must be positive, got 0", _scratch.Refusal(() => _ = new Batches(shards, 0, 8, 1)));
        Assert.Equal("context must be positive, got -1", _scratch.Refusal(() => _ = new Batches(shards, 1, -1, 1)));
        Assert.Equal("no document is held out; write the shards with a held-out fraction above 0",
            _scratch.Refusal(() => Batches.HeldOut(shards, 1, 8, 100)));
    }

    private static IEnumerable<string> Texts(int count) => Enumerable.Range(0, count)
        .Select(n => $"문서 {n}: " + new string('x', (int)(SplitMix.Mix((ulong)n) % 40)));

    private static IEnumerable<int> Training(ShardFolder shards) =>
        Enumerable.Range(0, shards.Documents).Where(document => shards[document].Side == Side.Training);

    private static long[] Ids(ShardFolder shards, int document)
    {
        var ids = new long[shards[document].Tokens];
        shards.Copy(shards[document].Offset, ids);
        return ids;
    }
}
