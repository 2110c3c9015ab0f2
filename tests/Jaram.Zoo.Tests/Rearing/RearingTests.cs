using Jaram.Zoo.Deriving;
using Jaram.Zoo.Planning;
using Jaram.Zoo.Rearing;

namespace Jaram.Zoo.Tests.Rearing;

public sealed class RearingTests : IDisposable
{
    private static readonly ZooScale _scale = ZooScale.Small with { Steps = 4, People = 6 };

    private readonly string _folder = Directory.CreateTempSubdirectory("jaram-rearing-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public void Raising_on_begins_from_the_weights_that_it_is_given(double rate, bool stays)
    {
        var texts = Texts();
        var body = Redrawing.First(
            ZooDesigns.Of("gqa", _scale, texts.Tokenizer(ZooText.Own).Count), ZooText.Own, seed: 3);
        using var shards = texts.Open("a-desk", ZooText.Own);
        var raised = new School(_scale, _folder, CancellationToken.None).RaiseOn(body,
            new("one", 1, rate, 1, (_, _) => { }, _ => { }), shards);
        const double SavedBits = 1.0 / (1 << 12);
        var off = body["embedding"].Map((i, k, w) => w - raised["embedding"].Numbers[i * _scale.Width + k]).Size;
        Assert.Equal(stays, off <= SavedBits * body["embedding"].Size);
    }

    [Fact]
    public void A_teacher_writes_the_same_on_any_number_of_threads()
    {
        var body = Some.Body("moe");
        var (one, two) = (Teacher.Write(body, 5, 1, CancellationToken.None),
            Teacher.Write(body, 5, 2, CancellationToken.None));
        Assert.Equal(one, two);
        Assert.True(one.Count >= 2 && !one[0].SequenceEqual(one[1]), "texts differ");
        Assert.All(one.SelectMany(ids => ids), id => Assert.InRange(id, 1, body.Design.Vocabulary - 1));
    }

    [Fact]
    public void A_taught_text_is_what_was_written_and_is_written_once()
    {
        var texts = Texts();
        int[][] written = [.. Enumerable.Range(0, 40).Select(at => new[] { 20 + at, 30, 40 })];
        using (var shards = texts.OpenTaught("one", () => written))
        {
            var ids = new long[5];
            shards.Copy(0, ids);
            Assert.Equal([0, 20, 30, 40, 1], ids);
            Assert.Equal(40, shards.Documents);
        }
        texts.OpenTaught("one", () => throw new InvalidOperationException("asked again")).Dispose();
    }

    [Fact]
    public void A_thing_is_made_by_one_at_a_time()
    {
        var turns = new Turns(_folder, TimeProvider.System);
        var first = turns.TryTake("thing")!;
        Assert.Null(turns.TryTake("thing"));
        turns.TryTake("other thing")!.Dispose();
        first.Dispose();
        turns.TryTake("thing")!.Dispose();
    }

    private ZooText Texts() => new(Path.Combine(_folder, "texts"), _scale,
        new(Path.Combine(_folder, "turns"), TimeProvider.System));
}
