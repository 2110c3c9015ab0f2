using Jaram.Architecture;
using Jaram.Cli.Demo;
using Jaram.Payoff.Planning;
using Jaram.Training.Data;
using Jaram.Village;

namespace Jaram.Cli.Paying;

/// <summary>One text of a comparison: one tokenizer and one set of tokens for all arms.</summary>
/// <param name="desk">Where the user sits.</param>
/// <param name="folder">The comparison's folder.</param>
/// <param name="asked">"village", or a path.</param>
/// <param name="name">As reports call it.</param>
internal sealed class ComparedText(Desk desk, string folder, string asked, string name)
{
    private const string Built = "village";
    private const ulong Seed = 1;

    /// <summary>More than a model for use holds out: the verdict rests on it.</summary>
    private const double HeldOut = 0.03;

    private readonly ModelFolder _folder = new(Path.Combine(folder, "texts", name));

    /// <summary>Names of texts: what a path ends in, told apart by numbers where two end alike.</summary>
    public static IReadOnlyList<string> Names(IReadOnlyList<string> asked)
    {
        List<string> names = [];
        foreach (var path in asked)
        {
            var word = string.Concat(Path.GetFileName(Path.TrimEndingDirectorySeparator(path)).Split('.')[0]
                .Select(letter => char.IsLetterOrDigit(letter) ? letter : '-')).Trim('-');
            if (word == "") word = "text";
            var same = names.Count(name => name == word || name.StartsWith(word + "-", StringComparison.Ordinal));
            names.Add(same == 0 ? word : FormattableString.Invariant($"{word}-{same + 1}"));
        }
        return names;
    }

    /// <summary>Sees to it that the text can be found, before anything is made.</summary>
    public void Look()
    {
        if (asked != Built && !IsMade) CorpusReader.Read([asked], new());
    }

    /// <summary>Makes tokenizer and tokens, or takes those that are there.</summary>
    /// <param name="parent">Says how large a vocabulary is wanted.</param>
    public (ReadyText Ready, ShardFolder Shards) Prepare(Design parent)
    {
        if (!IsMade) Make(parent);
        var shards = _folder.OpenCorpus();
        shards.Verify();
        return (new(name, asked, shards.Manifest), shards);
    }

    private bool IsMade => File.Exists(Path.Combine(_folder.Path, "design.json"));

    private void Make(Design parent)
    {
        desk.Note($"preparing the text {name}", $"글 {name} 준비 중");
        if (Directory.Exists(_folder.Path)) Directory.Delete(_folder.Path, recursive: true);   // its making was cut off
        Directory.CreateDirectory(_folder.Path);
        var options = new MakingOptions(asked == Built ? VillageText.Cleaning : new(),
            new() { HeldOutFraction = HeldOut, Seed = Seed });
        Func<Corpus> corpus = () => CorpusReader.Read([asked], new());
        if (asked == Built)
        {
            var world = World.Build(new() { Seed = Seed });
            corpus = () => VillageText.Open(world, _folder.Path);
        }
        _folder.Make(parent, corpus, options, Seed, step => desk.Error.WriteLine(step));
    }
}
