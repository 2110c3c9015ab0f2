// Which documents a stretch of training read: recipe and text give every batch again, so the ledger needs to keep no
// list of them.
// Source: ours.

using Jaram.Ledger.Growth;
using Jaram.Training.Data;
using Portion = Jaram.Ledger.Growth.Portion;

namespace Jaram.Cli.History;

/// <summary>Documents that were read, each with how many batches it was in.</summary>
/// <param name="Documents">By number, most read first.</param>
/// <param name="Sources">Documents by source.</param>
/// <param name="Languages">Documents by language.</param>
/// <param name="Licences">Documents by licence.</param>
internal sealed record TextRead(IReadOnlyList<DocumentRead> Documents, IReadOnlyList<Portion> Sources,
    IReadOnlyList<Portion> Languages, IReadOnlyList<Portion> Licences)
{
    /// <summary>What steps read.</summary>
    /// <param name="shards">The text.</param>
    /// <param name="batches">The text in the order of the recipe.</param>
    /// <param name="steps">Which.</param>
    public static TextRead Of(ShardFolder shards, Batches batches, IEnumerable<StepRecord> steps)
    {
        var (manifest, times) = (shards.Manifest, new Dictionary<int, int>());
        foreach (var document in steps.SelectMany(step => batches.At(step.Batch).Documents))
            times[document] = times.GetValueOrDefault(document) + 1;
        var read = times.OrderByDescending(each => each.Value).ThenBy(each => each.Key).Select(each =>
        {
            var (entry, place) = (shards[each.Key], shards.PlaceOf(each.Key));
            var source = manifest.Sources[entry.Source];
            return new DocumentRead(each.Key, each.Value, place.File, place.Line,
                source.Origin == "" ? source.File : source.Origin, manifest.Languages[entry.Language],
                manifest.Licences[entry.Licence]);
        }).ToList();
        return new(read, Count(read, each => each.Source), Count(read, each => each.Language),
            Count(read, each => each.Licence));
    }

    private static IReadOnlyList<Portion> Count(IEnumerable<DocumentRead> read, Func<DocumentRead, string> by) =>
        [.. read.CountBy(by).Select(each => new Portion(each.Key, each.Value))
            .OrderByDescending(portion => portion.Documents).ThenBy(portion => portion.Name, StringComparer.Ordinal)];
}

/// <summary>A document that was read.</summary>
/// <param name="Number">In the shards' index, from 0.</param>
/// <param name="Times">Batches that it was in.</param>
/// <param name="File">Where it was found.</param>
/// <param name="Line">Its line or row there, from 1.</param>
/// <param name="Source">The collection by its own account, else the file.</param>
/// <param name="Language">By its own account, or "".</param>
/// <param name="Licence">By its own account, or "".</param>
internal sealed record DocumentRead(
    int Number, int Times, string File, long Line, string Source, string Language, string Licence);
