namespace Jaram.Exchange;

/// <summary>A file of a folder.</summary>
/// <param name="Name">Its name there.</param>
/// <param name="Bytes">What is in it.</param>
public sealed record NamedFile(string Name, ReadOnlyMemory<byte> Bytes)
{
    /// <summary>Reads those files of a folder that are there.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="names">Their names.</param>
    public static IReadOnlyList<NamedFile> In(string folder, IEnumerable<string> names) =>
        [.. names.Where(name => File.Exists(Path.Combine(folder, name)))
            .Select(name => new NamedFile(name, File.ReadAllBytes(Path.Combine(folder, name))))];

    /// <summary>Writes it into a folder.</summary>
    public void Write(string folder) => File.WriteAllBytes(Path.Combine(folder, Name), Bytes.Span);
}
