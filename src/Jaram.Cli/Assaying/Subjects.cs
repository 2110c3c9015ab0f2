using Jaram.Assay.Provenance.Reading;
using Jaram.Cli.Exchanging;

namespace Jaram.Cli.Assaying;

/// <summary>Models that a user names to be looked at.</summary>
internal static class Subjects
{
    /// <summary>The version that counts where none is named.</summary>
    internal const string Newest = "newest";

    /// <summary>Opens one: a model raised here, its newest version or the one behind an @, or another's.</summary>
    /// <exception cref="MisuseException">There is no such version, or nothing of that name.</exception>
    /// <exception cref="Checkpoints.CheckpointException">It cannot be read.</exception>
    public static Subject Open(Desk desk, string word)
    {
        if (Raised(word) is not var (folder, version)) return Foreign(desk, word);
        var weights = ModelWeights.Open(desk, folder, version);
        var tokenizer = Path.Combine(folder.Path, "tokenizer.json");
        return new(word, weights.Tensors, File.Exists(tokenizer)
            ? TokenizerFacts.OfJson(File.ReadAllBytes(tokenizer), tokenizer)
            : TokenizerFacts.None, weights);
    }

    /// <summary>The folder and the version of a model raised here; null for somebody else's.</summary>
    internal static (ModelFolder Folder, string Version)? Raised(string word)
    {
        if (IsRaised(word)) return (new(word), Newest);
        var at = word.LastIndexOf('@');
        if (at <= 0 || !IsRaised(word[..at])) return null;
        var version = word[(at + 1)..];
        return (new(word[..at]), version.All(char.IsAsciiDigit) ? $"@{version}" : version);
    }

    private static bool IsRaised(string path) => File.Exists(Path.Combine(path, "design.json"));

    private static Subject Foreign(Desk desk, string path) => File.Exists(path) || Directory.Exists(path)
        ? Subject.Open(path)
        : throw new MisuseException(desk.Say(
            $"{path}: there is no such model; name a folder, a .safetensors or a .gguf file",
            $"{path}: 그런 모델이 없습니다. 폴더나 .safetensors, .gguf 파일을 적으세요"));
}

/// <summary>Subjects that are open together, and closed together.</summary>
internal sealed class OpenSubjects(Desk desk) : IDisposable
{
    private readonly List<Subject> _open = [];

    /// <summary>Opens one, as <see cref="Subjects.Open"/> does.</summary>
    public Subject Open(string word)
    {
        _open.Add(Subjects.Open(desk, word));
        return _open[^1];
    }

    /// <summary>Closes them.</summary>
    public void Dispose()
    {
        foreach (var subject in _open) subject.Dispose();
    }
}
