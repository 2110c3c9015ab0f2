namespace Jaram.Checkpoints;

/// <summary>A version whose every byte was checked against its manifest.</summary>
/// <param name="Step">The training step after which it was saved.</param>
/// <param name="Folder">Where its files lie.</param>
/// <param name="Manifest">What they are.</param>
public sealed record PublishedVersion(long Step, string Folder, Manifest Manifest)
{
    /// <summary>The path of one of its files.</summary>
    /// <exception cref="CheckpointException">The version has no such file.</exception>
    public string PathOf(string file) =>
        Manifest.Files.Any(f => f.Name == file)
            ? Path.Combine(Folder, file)
            : throw new CheckpointException($"{Folder}: there is no {Quoted.Of(file)}, only "
                + $"{string.Join(", ", Manifest.Files.Select(f => f.Name))}: ask for one of these");
}
