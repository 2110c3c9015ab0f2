using System.Collections.Immutable;
using Jaram.Assay.Tasks;
using Jaram.Assay.Tasks.Asking;
using Jaram.Assay.Tasks.Recording;

namespace Jaram.Assay.Tests.Tasks;

/// <summary>What was asked is not asked again, unless the weights, the task or its documents are others.</summary>
public sealed class JournalTests : IDisposable
{
    private const string Keys = "output_type: generate_until\ndoc_to_text: \"{{q}}\"\ndoc_to_target: a";
    private static readonly string[] _documents =
        [.. Enumerable.Range(0, 6).Select(n => $$"""{"q": "{{n}}", "a": "{{n % 2}}"}""")];

    private readonly TaskFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_run_that_was_killed_goes_on_where_it_ended_and_comes_to_the_same()
    {
        var task = _folder.Task("t", Keys, _documents);
        var whole = await RunAsync(new Parrot("w"), task);
        var lines = File.ReadAllLines(whole.Journal);
        File.WriteAllText(whole.Journal, string.Join('\n', lines[..4]) + "\n" + lines[4][..20]);    // killed in a line

        var parrot = new Parrot("w");
        var again = await RunAsync(parrot, task);
        Assert.Equal((3, 3), (again.Known, parrot.Asked));
        Assert.Equal(whole.Scores, again.Scores);
        Assert.Equal(lines.Order(), File.ReadAllLines(again.Journal).Order());

        var idle = new Parrot("w");
        await RunAsync(idle, task);
        Assert.Equal(0, idle.Asked);
    }

    [Fact]
    public async Task Other_weights_another_task_and_other_documents_are_asked_anew()
    {
        await RunAsync(new Parrot("w"), _folder.Task("t", Keys, _documents));
        foreach (var (weights, keys, documents) in new[]
        {
            ("v", Keys, _documents), ("w", Keys + "\ntarget_delimiter: \"\"", _documents), ("w", Keys, [.. _documents.Reverse()]),
        })
        {
            var parrot = new Parrot(weights);
            await RunAsync(parrot, _folder.Task("t", keys, documents));
            Assert.Equal(6, parrot.Asked);
        }
    }

    [Fact]
    public async Task What_is_asked_afresh_is_asked_whole()
    {
        var task = _folder.Task("t", Keys, _documents);
        await RunAsync(new Parrot("w"), task);
        var parrot = new Parrot("w");
        await RunAsync(parrot, task, JournalStart.Anew);
        Assert.Equal(6, parrot.Asked);
    }

    [Fact]
    public async Task A_damaged_journal_is_told_of_with_its_line()
    {
        var task = _folder.Task("t", Keys, _documents);
        var result = await RunAsync(new Parrot("w"), task);
        var lines = File.ReadAllLines(result.Journal);
        lines[2] = "{}";
        File.WriteAllLines(result.Journal, lines);
        var wrong = await Assert.ThrowsAsync<EvaluationException>(() => RunAsync(new Parrot("w"), task));
        Assert.Contains("line 3: is damaged; delete the file, or run with --fresh", wrong.Message, StringComparison.Ordinal);
    }

    private Task<TaskResult> RunAsync(Parrot parrot, PreparedTask task, JournalStart start = JournalStart.GoOn) =>
        new Evaluation(parrot, new(_folder.Path, int.MaxValue, AskingManner.Text, start)).RunAsync(task, (_, _) => { }, default);

    /// <summary>Answers every question with 1, and counts them.</summary>
    private sealed class Parrot(string weights) : ISubject
    {
        private int _asked;

        public int Asked => _asked;

        public SubjectIdentity Identity => new("parrot", weights, "here", "");

        public int Longest => 100;

        public int AtOnce => 1;

        public Task<int> PrefixAsync(CancellationToken cancel) => Task.FromResult(0);

        public Task<ImmutableArray<int>> EncodeAsync(string text, CancellationToken cancel) =>
            Task.FromResult<ImmutableArray<int>>([.. text.Select(letter => (int)letter)]);

        public Task<ImmutableArray<TokenChance>> ScoreAsync(ImmutableArray<int> tokens, int from, CancellationToken cancel) =>
            Task.FromResult<ImmutableArray<TokenChance>>([.. tokens[from..].Select(_ => new TokenChance(-1, true))]);

        public Task<WrittenAnswer> WriteAsync(string context, WritingWish wish, CancellationToken cancel)
        {
            Interlocked.Increment(ref _asked);
            return Task.FromResult(new WrittenAnswer("1", 1, 0));
        }
    }
}
