using Jaram.Zoo.Measuring;

namespace Jaram.Zoo.Reporting;

/// <summary>How well shares of merges were told, kind by kind.</summary>
/// <param name="Kind">The kind of merge.</param>
/// <param name="Merges">How many.</param>
/// <param name="Found">Those all of whose makers were found, so that shares could be sought.</param>
/// <param name="MeanError">Mean difference of a share found from the true one.</param>
/// <param name="MostError">The largest.</param>
public sealed record MergeResult(string Kind, int Merges, int Found, double MeanError, double MostError)
{
    /// <summary>Sums up.</summary>
    internal static IEnumerable<MergeResult> Of(IReadOnlyList<AnimalRow> animals) => animals
        .Where(row => row.Shares.Count > 0).GroupBy(row => row.Kind).Select(kind =>
        {
            double[] errors = [.. kind.SelectMany(row => row.Shares).Where(share => share.Found is not null)
                .Select(share => Math.Abs(share.Found!.Value - share.True))];
            return new MergeResult(kind.Key, kind.Count(), kind.Count(row => row.Shares[0].Found is not null),
                errors.DefaultIfEmpty(double.NaN).Average(), errors.DefaultIfEmpty(double.NaN).Max());
        });
}
