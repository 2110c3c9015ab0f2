using Jaram.Ledger.Verifying;
using Jaram.Training.Data;
using Jaram.Training.Growth;
using Jaram.Training.Raising;
using Jaram.Training.Recording;
using Jaram.Training.Tests.Data;
using Jaram.Training.Tests.Recording;
using static TorchSharp.torch;

namespace Jaram.Training.Tests.Growth;

/// <summary>A child that is its parent, raised on with another text.</summary>
public sealed class ContinuationTests : IDisposable
{
    private readonly RecordedLife _parent = new("softcap");
    private readonly Scratch _scratch = new();

    public void Dispose()
    {
        _parent.Dispose();
        _scratch.Dispose();
    }

    [Fact]
    public void It_begins_as_its_parent_reads_the_other_text_from_the_start_and_verifies_to_the_bit()
    {
        var (text, by) = Text("out");
        var child = new GrownLife(_parent, by.Word, "child", text);
        Assert.Equal(_parent.History.Versions[^1].Version.Weights, child.Born.Weights);
        Assert.Equal(_parent.History.Versions[^1].Version.Optimizer, child.Born.Optimizer);
        child.Raise(4);
        Assert.Equal(0, child.History.Descents[0].Descent.Batches);
        Assert.Equal([0L, 1], child.History.StepsOf(child.History.Versions[1].Version).Select(step => step.Batch));
        var report = child.Verify();
        Assert.Empty(report.Flaws);
        Assert.Equal(ProofLevel.P5, report.Level);
        Assert.All([CheckKind.Documents, CheckKind.StepBounds, CheckKind.Descent], kind =>
            Assert.Equal(CheckOutcome.Held, report.Checks.Single(check => check.Kind == kind).Outcome));
    }

    [Fact]
    public void Children_of_two_texts_have_ledgers_of_two_names()
    {
        var (one, by) = Text("one");
        var (other, another) = Text("other", more: 1);
        Assert.NotEqual(by, another);
        Assert.NotEqual(new GrownLife(_parent, by.Word, "a", one).Folder.Origin,
            new GrownLife(_parent, another.Word, "b", other).Folder.Origin);
    }

    [Fact]
    public void A_text_that_is_not_the_one_in_its_name_is_refused_and_leaves_nothing()
    {
        var (_, by) = Text("out");
        var refusal = Assert.Throws<RaisingException>(() => new GrownLife(_parent, by.Word));
        Assert.StartsWith($"{by.Word}: the child's text is ", refusal.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(Path.GetDirectoryName(_parent.Folder.Path)!, "child")));
    }

    [Fact]
    public void Scores_by_document_add_up_to_what_raising_says_of_all()
    {
        using var shards = _parent.Folder.OpenCorpus();
        using var trainer = new Trainer(_parent.Folder.ReadDesign(), _parent.Folder.ReadRecipe(), shards,
            _parent.Folder.Versions(), CPU);
        trainer.Replay(RecordedLife.Steps, RecordedLife.Steps, Beginning.Of(_parent.History), _ => true);
        var scores = new HeldOutScores(_parent.Folder, _parent.History, CPU).Of(_parent.History.Versions[^1], shards);
        Assert.Equal(shards.Manifest.HeldOut.Documents, scores.Count);
        Assert.Equal(shards.Manifest.HeldOut.TextBytes, scores.Sum(one => one.TextBytes));
        Assert.All(scores, one => Assert.True(one.Nats > 0));
        Assert.Equal(trainer.Score().BitsPerByte,
            scores.Sum(one => one.Nats) / scores.Sum(one => one.TextBytes) / Math.Log(2), 1e-9);
    }

    /// <summary>Shards of another text in the parent's tokens.</summary>
    private (string Folder, Continuation By) Text(string name, int more = 0)
    {
        using var writer = new ShardWriter(_scratch[name], ModelFolder.Tokens(_parent.Folder.ReadTokenizer()),
            new() { HeldOutFraction = 0.2 });
        foreach (var n in Enumerable.Range(0, 30 + more))
            writer.Add(new() { Content = new Content.Prose($"desa {n}: gerbang dibuka pukul {n * 5 % 24}"), Place = new("id", n + 1) });
        return (_scratch[name], Continuation.On(writer.Finish(new Cleaner(new()).Report)));
    }
}
