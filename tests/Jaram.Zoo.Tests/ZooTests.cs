using Jaram.Assay.Provenance.Judging;
using Jaram.Zoo.Measuring;
using Jaram.Zoo.Planning;
using Jaram.Zoo.Reporting;

namespace Jaram.Zoo.Tests;

/// <summary>The small zoo in a few steps, raised twice and scanned.</summary>
public sealed class ZooTests(ZooTests.Raised raised) : IClassFixture<ZooTests.Raised>
{
    [Fact]
    public void The_same_plan_gives_the_same_bytes()
    {
        var again = new ZooFolder(Path.Combine(raised.Folder, "again"), raised.Zoo.Plan, TimeProvider.System);
        again.Raise(1, _ => { }, TestContext.Current.CancellationToken);
        foreach (var animal in raised.Zoo.Plan.Animals)
            Assert.True(Weights("zoo", animal.Name).AsSpan().SequenceEqual(Weights("again", animal.Name)), animal.Name);

        byte[] Weights(string zoo, string name) =>
            File.ReadAllBytes(Path.Combine(raised.Folder, zoo, "animals", name, "model.safetensors"));
    }

    [Fact]
    public void An_animal_that_is_there_is_not_raised_again()
    {
        var told = new List<string>();
        new ZooFolder(Path.Combine(raised.Folder, "zoo"), raised.Zoo.Plan, TimeProvider.System).Raise(1,
            at => told.Add(at.Name), TestContext.Current.CancellationToken);
        Assert.Empty(told);
    }

    [Fact]
    public void Another_plans_folder_is_refused() => Assert.Contains("is the family tree of another zoo",
        Assert.Throws<ZooException>(() => new ZooFolder(Path.Combine(raised.Folder, "zoo"),
            ZooPlan.Of(ZooScale.Small), TimeProvider.System)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_folder_with_something_else_is_refused() => Assert.Contains("holds something else",
        Assert.Throws<ZooException>(() => new ZooFolder(raised.Folder, raised.Zoo.Plan, TimeProvider.System)).Message,
        StringComparison.Ordinal);

    [Fact]
    public void A_run_that_is_stopped_goes_on_and_ends_in_the_same_bytes()
    {
        using var stop = new CancellationTokenSource();
        var path = Path.Combine(raised.Folder, "stopped");
        var zoo = new ZooFolder(path, raised.Zoo.Plan, TimeProvider.System);
        Assert.Throws<OperationCanceledException>(() => zoo.Raise(1, at =>
        {
            if (at is { Name: "gqa-a-2", Step: 2 }) stop.Cancel();
        }, stop.Token));
        Assert.Throws<OperationCanceledException>(() => zoo.Raise(1, at =>
        {
            if (at.Name == "gqa-b-1") throw new OperationCanceledException();
        }, CancellationToken.None));
        Assert.Equal(File.ReadAllBytes(Path.Combine(raised.Folder, "zoo/animals/gqa-a-2/model.safetensors")),
            File.ReadAllBytes(Path.Combine(path, "animals/gqa-a-2/model.safetensors")));
    }

    [Fact]
    public void No_stranger_and_no_student_is_judged_dependent() =>
        Assert.All(raised.Pairs.Where(pair => pair.Kinship is Kinship.Strangers or Kinship.Taught),
            pair => Assert.True(pair.Dependent.Count == 0, $"{pair.Candidate} {pair.Other}"));

    [Fact]
    public void Each_pair_of_roots_is_measured_once()
    {
        var roots = raised.Zoo.Plan.Animals.Count(animal => animal.IsRoot);
        var pairs = raised.Pairs.Where(pair => pair.AreRoots)
            .Select(pair => string.Join(' ', new[] { pair.Candidate, pair.Other }.Order(StringComparer.Ordinal)));
        Assert.Equal(roots * (roots - 1) / 2, pairs.Distinct().Count());
        Assert.Equal(pairs.Distinct().Count(), pairs.Count());
    }

    [Theory]
    [InlineData("gqa-a-1-tuned", "gqa-a-1")]
    [InlineData("gqa-a-1-tall", "gqa-a-1")]
    [InlineData("mla-mix-1-int4", "mla-mix-1")]
    [InlineData("mha-a-1-experts", "mha-a-1")]
    [InlineData("gqa-a-1-x2", "gqa-a-1")]
    public void A_derivative_is_found(string one, string other) =>
        Assert.NotEmpty(raised.Pairs.Single(pair => pair.Candidate == one && pair.Other == other).Dependent);

    [Fact]
    public void Copies_within_are_found_where_they_are_and_nowhere_else()
    {
        Assert.Equal(new MapScore(1, 0, 0), raised.Animals.Single(row => row.Name == "gqa-a-1-tall").Self);
        Assert.Equal(18, raised.Animals.Single(row => row.Name == "mha-a-1-experts").Self.Right);
        Assert.All(raised.Animals, row => Assert.Equal(0, row.Self.Wrong));
    }

    [Fact]
    public void The_same_first_weights_are_named_as_what_they_are()
    {
        var twin = raised.Pairs.Single(pair => pair.Candidate == "gqa-a-1-on-b" && pair.Other == "gqa-a-1");
        Assert.Equal(Kinship.SameStart, twin.Kinship);
        var starts = raised.Animals.Single(row => row.Name == "gqa-a-1-on-b").Starts;
        Assert.Contains(starts, start => start.With > 10 && start.Without < start.With / 2);
    }

    [Fact]
    public void The_table_has_a_line_for_each_pair_and_the_report_counts_them()
    {
        var lines = PairTable.Of(raised.Pairs).TrimEnd('\n').Split('\n');
        Assert.Equal(raised.Pairs.Count + 1, lines.Length);
        Assert.All(lines, line => Assert.Equal(lines[0].Count(c => c == '\t'), line.Count(c => c == '\t')));
        Assert.Contains("\tcosineOfNothing", lines[0], StringComparison.Ordinal);

        var report = ZooReport.Of(raised.Zoo, raised.Rules, raised.Pairs, raised.Animals, raised.Rivals);
        Assert.Equal(0, report.Strangers.Dependent);
        Assert.Equal(raised.Pairs.Count(pair => pair.Kinship == Kinship.Strangers), report.Strangers.Pairs);
        Assert.All(report.Kinds, kind => Assert.Contains(kind.Curves, curve => curve.Measure == "cosineOfNothing"));
        Assert.All(report.Merges, merge => Assert.True(merge.Found == 0 || merge.MostError < 0.05,
            $"{merge.Kind}: {merge.MostError}"));
    }

    /// <summary>A zoo, once for all tests.</summary>
    public sealed class Raised : IDisposable
    {
        public Raised()
        {
            Zoo = new(Path.Combine(Folder, "zoo"), ZooPlan.Of(ZooScale.Small with { Steps = 8, People = 9 }),
                TimeProvider.System);
            Zoo.Raise(1, _ => { }, CancellationToken.None);
            var path = Path.Combine(AppContext.BaseDirectory, "provenance-1.json");
            Rules = Thresholds.Read(File.ReadAllBytes(path), path) with { Shuffles = 199 };
            (Pairs, Animals) = new ZooScan(Zoo, Rules, Rivals).Run(2, _ => { }, CancellationToken.None);
        }

        public string Folder { get; } = Directory.CreateTempSubdirectory("jaram-zoo-").FullName;

        public ZooFolder Zoo { get; }

        public Thresholds Rules { get; }

        public IReadOnlyList<Rival> Rivals { get; } = [new("cosineOfNothing", (_, _) => 0.5)];

        public IReadOnlyList<PairRow> Pairs { get; }

        public IReadOnlyList<AnimalRow> Animals { get; }

        public void Dispose() => Directory.Delete(Folder, recursive: true);
    }
}
