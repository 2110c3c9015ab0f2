// Source: ours.

using System.Collections.Immutable;
using System.Text;
using Jaram.Assay.Tasks.Describing;
using Jaram.Assay.Tasks.Templates;
using Jaram.Checkpoints;

namespace Jaram.Assay.Tasks.Documents;

/// <summary>A file of documents, read whole.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Digest">What it hashes to, for the record.</param>
/// <param name="Documents">Its documents, in order.</param>
internal sealed record DocumentFile(string Name, Digest Digest, ImmutableArray<Value.Named> Documents)
{
    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="data">How it is to be read.</param>
    /// <exception cref="EvaluationException">It cannot be read, or is not what its ending says.</exception>
    public static DocumentFile Read(string path, DataDesign data)
    {
        try
        {
            var bytes = File.ReadAllBytes(path);
            return new(Path.GetFileName(path), Digest.Of(bytes), Path.GetExtension(path).ToLowerInvariant() switch
            {
                ".parquet" => ParquetTable.Read(bytes, path),
                ".csv" => CsvTable.Read(Text(bytes), data.Delimiter, data.IsQuoted, path),
                ".tsv" => CsvTable.Read(Text(bytes), '\t', data.IsQuoted, path),
                _ => JsonTable.Read(Text(bytes), path),
            });
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new EvaluationException($"{path}: cannot be read: {e.Message}; check its rights");
        }
        catch (DecoderFallbackException)
        {
            throw new EvaluationException($"{path}: is not UTF-8; write it again as UTF-8");
        }
    }

    private static string Text(byte[] bytes)
    {
        var text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes);
        return text.StartsWith('\uFEFF') ? text[1..] : text;
    }
}
