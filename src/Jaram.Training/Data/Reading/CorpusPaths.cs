using System.Text.RegularExpressions;

namespace Jaram.Training.Data;

/// <summary>Finds the files that paths speak of: files, folders with all below, patterns with * ? and **.</summary>
internal static class CorpusPaths
{
    private static readonly EnumerationOptions _everything =
        new() { RecurseSubdirectories = true, IgnoreInaccessible = false };

    /// <summary>Files in the order of the paths, within a folder or pattern in ordinal order of their names; each once.
    /// Hidden files are passed over.</summary>
    /// <exception cref="DataException">A path leads nowhere, or two files would have the same name.</exception>
    public static IReadOnlyList<FoundFile> Find(IEnumerable<string> paths)
    {
        var found = new Dictionary<string, FoundFile>(StringComparer.Ordinal);
        foreach (var file in paths.SelectMany(Find))
        {
            if (found.TryAdd(file.Name, file)) continue;
            var first = found[file.Name].Path;
            if (Path.GetFullPath(first) != Path.GetFullPath(file.Path))
                throw new DataException($"{file.Path} and {first} would both be called {file.Name}; "
                    + "name the folder above them instead");
        }
        return found.Count > 0
            ? [.. found.Values]
            : throw new DataException("no file to read; name a file, folder or pattern");
    }

    private static IEnumerable<FoundFile> Find(string path)
    {
        if (File.Exists(path)) return [new(path, Path.GetFileName(path), Named: true)];
        if (Directory.Exists(path)) return Below(path, "**");
        var parts = path.Replace('\\', '/').Split('/');
        var rooted = parts.TakeWhile(part => !part.Contains('*') && !part.Contains('?')).ToArray();
        if (rooted.Length == parts.Length)
            throw new DataException(
                $"{(path == "" ? "''" : path)}: there is no such file or folder; check the spelling");
        var folder = rooted is [""] ? "/" : rooted is [] ? "." : string.Join('/', rooted);
        return Directory.Exists(folder)
            ? Below(folder, string.Join('/', parts[rooted.Length..]))
            : throw new DataException($"{path}: there is no folder {folder}; check the spelling");
    }

    private static FoundFile[] Below(string folder, string pattern)
    {
        var wanted = Pattern(pattern);
        var prefix = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)));
        var files = Inside(folder).Where(name => wanted.IsMatch(name)).Order(StringComparer.Ordinal)
            .Select(name => new FoundFile(Path.Combine(folder, name), $"{prefix}/{name}", Named: false)).ToArray();
        return files.Length > 0
            ? files
            : throw new DataException(pattern == "**"
                ? $"{folder}: is a folder without a file; name one that holds text"
                : $"{folder}: no file matches {pattern}; check the pattern");
    }

    private static IReadOnlyList<string> Inside(string folder)
    {
        try
        {
            return [.. Directory.EnumerateFiles(folder, "*", _everything)
                .Select(path => Path.GetRelativePath(folder, path).Replace('\\', '/'))];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DataException($"{folder}: cannot be listed: {e.Message}; check its permissions");
        }
    }

    // ** is any number of folders, * and ? stay within one name.
    private static Regex Pattern(string glob) => new(
        "^" + Regex.Escape(glob)
            .Replace(@"\*\*/", "(.*/)?", StringComparison.Ordinal).Replace(@"\*\*", ".*", StringComparison.Ordinal)
            .Replace(@"\*", "[^/]*", StringComparison.Ordinal).Replace(@"\?", "[^/]", StringComparison.Ordinal) + "$",
        RegexOptions.CultureInvariant);
}

/// <summary>A file that may belong to a corpus.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="Name">What it is called in reports.</param>
/// <param name="Named">Asked for by its own name, not found in a folder.</param>
internal sealed record FoundFile(string Path, string Name, bool Named);
