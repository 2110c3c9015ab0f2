using Jaram.Cli.Costing;

namespace Jaram.Cli.Tests.Costing;

/// <summary>Text that nobody called Korean is told by its letters.</summary>
public sealed class KoreanTextTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("jaram-korean-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("번째 영화는 배우도 좋고 정말 재미있었습니다", 1)]
    [InlineData(" films are what the actors of 영화 have made", 0)]
    public void Held_out_documents_without_a_language_count_where_they_are_in_Hangul(string line, int measured)
    {
        File.WriteAllLines(Path.Combine(_folder, "text.txt"), Enumerable.Range(0, 200).Select(number => $"{number}{line}"));
        var made = CommandLine.Run(_folder, "new", "m", "--corpus", "text.txt", "--held-out", "0.2", "--no-near-duplicates",
            "--design", Path.Combine(AppContext.BaseDirectory, "field.json"));
        Assert.True(made.Code == 0, made.Messages);
        Assert.Equal(measured, KoreanText.Measure(Path.Combine(_folder, "m"), "").Count);
    }
}
