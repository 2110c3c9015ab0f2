// What a card calls a candidate, and which weights it speaks of. A version of a ledger has its name already; of other
// models every file counts.
// Source: ours.

using System.Security.Cryptography;
using System.Text;
using Jaram.Assay.Scorecards;
using Jaram.Assay.Scorecards.Cards;
using Jaram.Checkpoints;
using Jaram.Cli.Assaying;
using Jaram.Cli.History;

namespace Jaram.Cli.Judging;

/// <summary>Names candidates.</summary>
internal static class CandidateLook
{
    /// <summary>Names all; the last part of a path where that tells them apart.</summary>
    /// <exception cref="MisuseException">A candidate stands there twice, or there is nothing of that name.</exception>
    public static IReadOnlyList<CandidateName> All(Desk desk, IReadOnlyList<string> words)
    {
        if (words.GroupBy(word => word).FirstOrDefault(word => word.Count() > 1) is { Key: var twice })
            throw new MisuseException(desk.Say($"{twice}: stands there twice; name each candidate once",
                $"{twice}: 두 번 적혔습니다. 후보마다 한 번만 적으세요"));
        var shorts = words.Select(Short).ToList();
        return [.. words.Select((word, at) =>
        {
            var name = shorts.Count(other => other == shorts[at]) == 1 ? shorts[at] : word;
            var (identity, says) = Identity(desk, word);
            return new CandidateName(name, word, identity, says);
        })];
    }

    /// <summary>Whether a word is an address.</summary>
    public static bool IsAddress(string word) => word.StartsWith("http://", StringComparison.Ordinal)
        || word.StartsWith("https://", StringComparison.Ordinal);

    /// <summary>Which weights a word stands for now.</summary>
    /// <exception cref="MisuseException">There is nothing of that name.</exception>
    public static (string Digest, Wording Says) Identity(Desk desk, string word)
    {
        if (IsAddress(word))
            return ("", new("behind an address: nobody here can know its weights", "주소 뒤에 있어 가중치를 알 수 없음"));
        if (Subjects.Raised(word) is var (folder, version) && folder.FindHistory() is { } history)
        {
            var made = new VersionRef(desk, history).Find(version).Version;
            return (made.Version.ToString(), new($"version {VersionRef.Short(made.Version)} of step {made.Step}",
                $"{made.Step} 스텝의 버전 {VersionRef.Short(made.Version)}"));
        }
        string[] files = File.Exists(word) ? [word]
            : Directory.Exists(word) ? [.. Directory.EnumerateFiles(word).Order(StringComparer.Ordinal)]
            : throw Missing(desk, word);
        var digest = files is [var only] && !Directory.Exists(word) ? OfFile(only) : Digest.Of(Encoding.UTF8.GetBytes(
            string.Concat(files.Select(file => $"{Path.GetFileName(file)}\t{OfFile(file)}\n"))));
        return (digest.ToString(), new($"{files.Length} files, SHA-256 {digest.ToString()[..12]}",
            $"파일 {files.Length}개, SHA-256 {digest.ToString()[..12]}"));
    }

    /// <summary>Says that there is nothing of a name, and which name may have been meant.</summary>
    public static MisuseException Missing(Desk desk, string word)
    {
        var usual = Path.Combine("models", word);
        var (english, korean) = Directory.Exists(usual) ? ($"; did you mean {usual}?", $". 혹시 {usual}?") : ("", "");
        return new(desk.Say(
            $"{word}: there is no such model; name a folder, a .safetensors or a .gguf file, or an address{english}",
            $"{word}: 그런 모델이 없습니다. 폴더나 .safetensors, .gguf 파일, 또는 주소를 적으세요{korean}"));
    }

    private static string Short(string word) => IsAddress(word) ? word
        : Path.GetFileName(word.TrimEnd(Path.DirectorySeparatorChar));

    private static Digest OfFile(string path)
    {
        using var file = File.OpenRead(path);
        return new(SHA256.HashData(file));
    }
}
