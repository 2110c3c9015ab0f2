namespace Jaram.EngineBench;

/// <summary>What the samples of bench/engine say: medians, and the ratio of each round.</summary>
internal static class Summary
{
    private sealed record Sample(int Round, string Engine, string Design, string Weights, string Test, double Rate,
        double Bandwidth);

    /// <summary>Prints a table. Of "first" the ratio is the peer's seconds over ours; of the others, ours over its.
    /// </summary>
    public static void Print(string path)
    {
        var samples = File.ReadLines(path).Skip(1).Select(line => line.Split('\t')).Select(f => new Sample(
            int.Parse(f[0]), f[1], f[2], f[3], f[4], double.Parse(f[5]),
            f[6] == "" ? double.NaN : (double.Parse(f[6]) + double.Parse(f[7])) / 2)).ToArray();
        Console.WriteLine("design          weights   test       jaram   llama.cpp  ratio  (each round)");
        foreach (var group in samples.GroupBy(s => (s.Design, s.Weights, s.Test)))
        {
            var rounds = group.GroupBy(s => s.Round).Where(r => r.Select(s => s.Engine).Distinct().Count() == 2)
                .Select(r => (Ours: Rate(r, "jaram"), Theirs: Rate(r, "llama.cpp"))).ToArray();
            var isTime = group.Key.Test == "first";
            var ratios = rounds.Select(r => isTime ? r.Theirs / r.Ours : r.Ours / r.Theirs).ToArray();
            var (name, weights, test) = group.Key;
            Console.WriteLine($"{name,-15} {weights,-9} {test,-10} {Median(rounds.Select(r => r.Ours)),6:f2}  "
                + $"{Median(rounds.Select(r => r.Theirs)),8:f2}   {Median(ratios),5:f2}  "
                + $"({string.Join(" ", ratios.Select(r => $"{r:f2}"))})");
        }
        var bandwidth = samples.Where(s => !double.IsNaN(s.Bandwidth)).Select(s => s.Bandwidth).ToArray();
        Console.WriteLine($"read bandwidth beside the samples: {bandwidth.Min():f0} to {bandwidth.Max():f0} GB/s, "
            + $"median {Median(bandwidth):f0}");
    }

    private static double Rate(IEnumerable<Sample> round, string engine) =>
        round.Single(sample => sample.Engine == engine).Rate;

    private static double Median(IEnumerable<double> values)
    {
        double[] ordered = [.. values.Order()];
        return ordered.Length % 2 == 1
            ? ordered[ordered.Length / 2]
            : (ordered[ordered.Length / 2 - 1] + ordered[ordered.Length / 2]) / 2;
    }
}
