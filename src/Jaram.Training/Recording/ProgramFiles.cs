using System.Security.Cryptography;
using System.Text;
using Jaram.Checkpoints;
using Jaram.Ledger.Growth;

namespace Jaram.Training.Recording;

/// <summary>The program that raises, as it lies on disk: own assemblies, those of others, native libraries.</summary>
public static class ProgramFiles
{
    /// <summary>Every library and native library beside the program, by name.</summary>
    /// <param name="folder">Where the program lies.</param>
    public static IReadOnlyList<ProgramPart> Of(string folder) =>
    [
        .. Directory.EnumerateFiles(folder).Where(IsCode)
            .Select(path => (Name: Path.GetFileName(path), Path: path))
            .OrderBy(file => file.Name, StringComparer.Ordinal)
            .Select(file => new ProgramPart(file.Name, DigestOf(file.Path))),
    ];

    /// <summary>One digest over all parts.</summary>
    public static Digest DigestOf(IReadOnlyList<ProgramPart> parts) => Digest.Of(
        Encoding.UTF8.GetBytes(string.Concat(parts.Select(part => $"{part.Sha256}  {part.Name}\n"))));

    private static bool IsCode(string path) =>
        path.EndsWith(".dll", StringComparison.Ordinal)
        || Path.GetFileName(path).Contains(".so", StringComparison.Ordinal);

    private static Digest DigestOf(string path)
    {
        using var file = File.OpenRead(path);
        return new(SHA256.HashData(file));
    }
}
