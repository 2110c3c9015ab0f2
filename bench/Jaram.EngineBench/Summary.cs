namespace Jaram.EngineBench;

/// <summary>What the samples of bench/engine say: medians, the ratio of each round, the share of the bandwidth that was
/// reached. A round stands if the machine was idle before it and gave the same bandwidth before and after.</summary>
internal static class Summary
{
    private const double LeastIdle = 95, MostChange = 0.2;

    private sealed record Sample(int Round, string Engine, string Design, string Weights, string Test, double Rate,
        double Before, double After, double Megabytes, double Idle);

    private sealed record Round(Sample Ours, Sample Theirs)
    {
        public double Ratio => Ours.Test == "first" ? Theirs.Rate / Ours.Rate : Ours.Rate / Theirs.Rate;

        public bool Stands => Math.Min(Ours.Idle, Theirs.Idle) >= LeastIdle && (double.IsNaN(Ours.Before)
            || Math.Abs(Ours.Before - Ours.After) <= MostChange * Math.Max(Ours.Before, Ours.After));

        public double Bandwidth => (Ours.Before + Ours.After) / 2;

        public double Share => Ours.Rate * Ours.Megabytes / 1e3 / Bandwidth;
    }

    /// <summary>How many rounds of a test stand.</summary>
    /// <param name="path">The samples.</param>
    /// <param name="what">Design, weights and test.</param>
    public static int Kept(string path, string[] what) => Rounds(path)
        .Where(group => what.SequenceEqual([group.Key.Design, group.Key.Weights, group.Key.Test]))
        .Sum(group => Pairs(group).Count(round => round.Stands));

    /// <summary>Prints a table. Of "first" the ratio is the peer's seconds over ours; of the others, ours over its.
    /// </summary>
    public static void Print(string path)
    {
        Console.WriteLine("design          weights   test       jaram   llama.cpp  ratio  of all  MBU   stand  (ratio at GB/s "
            + "of each round; * does not stand)");
        foreach (var group in Rounds(path))
        {
            var all = Pairs(group);
            Round[] kept = [.. all.Where(round => round.Stands)];
            if (kept.Length == 0) kept = all;
            var (name, weights, test) = group.Key;
            var share = Median(kept.Select(round => round.Share));
            Console.WriteLine($"{name,-15} {weights,-9} {test,-10} {Median(kept.Select(r => r.Ours.Rate)),6:f2}  "
                + $"{Median(kept.Select(r => r.Theirs.Rate)),8:f2}   {Median(kept.Select(r => r.Ratio)),5:f2}  "
                + $"{Median(all.Select(r => r.Ratio)),5:f2}   {(share > 0 ? $"{share:f2}" : "    ")}  "
                + $"{all.Count(r => r.Stands),2}/{all.Length,-2}  ({string.Join(" ", all.Select(Told))})");
        }
    }

    /// <summary>Prints what bench/serving measured: medians, ours over theirs of each round, many streams over one.</summary>
    public static void PrintServing(string path)
    {
        var samples = File.ReadLines(path).Skip(1).Select(line => line.Split('\t')).Select(f => (Round: int.Parse(f[0]),
            Engine: f[1], Streams: int.Parse(f[2]), Rate: double.Parse(f[3]), First: double.Parse(f[4]))).ToArray();
        Console.WriteLine("streams  jaram   first s  llama.cpp  first s  ratio  (each round)        of one stream: jaram  llama.cpp");
        foreach (var group in samples.GroupBy(sample => sample.Streams))
        {
            var ratios = group.GroupBy(s => s.Round).Where(round => round.Count() == 2)
                .Select(round => Of(round, "jaram").Single() / Of(round, "llama.cpp").Single()).ToArray();
            Console.WriteLine($"{group.Key,7}  {Median(Of(group, "jaram")),6:f1}  {First(group, "jaram"),7:f2}  "
                + $"{Median(Of(group, "llama.cpp")),9:f1}  {First(group, "llama.cpp"),7:f2}  {Median(ratios),5:f2}  "
                + $"({string.Join(" ", ratios.Select(ratio => $"{ratio:f2}"))})  {OfOne("jaram"):f2}  {OfOne("llama.cpp"):f2}");

            double OfOne(string engine) => Median(samples.Where(s => s.Engine == engine).GroupBy(s => s.Round)
                .Where(round => round.Any(s => s.Streams == 1) && round.Any(s => s.Streams == group.Key))
                .Select(round => round.Single(s => s.Streams == group.Key).Rate / round.Single(s => s.Streams == 1).Rate));
        }

        static IEnumerable<double> Of(
            IEnumerable<(int Round, string Engine, int Streams, double Rate, double First)> of, string engine) =>
            of.Where(sample => sample.Engine == engine).Select(sample => sample.Rate);

        static double First(
            IEnumerable<(int Round, string Engine, int Streams, double Rate, double First)> of, string engine) =>
            Median(of.Where(sample => sample.Engine == engine).Select(sample => sample.First));
    }

    private static string Told(Round round) =>
        $"{round.Ratio:f2}{(double.IsNaN(round.Bandwidth) ? "" : $"@{round.Bandwidth:f0}")}{(round.Stands ? "" : "*")}";

    private static IEnumerable<IGrouping<(string Design, string Weights, string Test), Sample>> Rounds(string path) =>
        File.ReadLines(path).Skip(1).Select(line => line.Split('\t')).Select(f => new Sample(int.Parse(f[0]), f[1], f[2],
            f[3], f[4], double.Parse(f[5]), Number(f[6]), Number(f[7]), f[8] == "" ? 0 : double.Parse(f[8]),
            double.Parse(f[9]))).GroupBy(s => (s.Design, s.Weights, s.Test));

    private static Round[] Pairs(IEnumerable<Sample> samples) =>
        [.. samples.GroupBy(sample => sample.Round).Where(round => round.Count() == 2).Select(round =>
            new Round(round.Single(s => s.Engine == "jaram"), round.Single(s => s.Engine == "llama.cpp")))];

    private static double Number(string field) => field == "" ? double.NaN : double.Parse(field);

    private static double Median(IEnumerable<double> values)
    {
        double[] ordered = [.. values.Order()];
        if (ordered.Length == 0) return double.NaN;                     // the peer was not asked
        return ordered.Length % 2 == 1
            ? ordered[ordered.Length / 2]
            : (ordered[ordered.Length / 2 - 1] + ordered[ordered.Length / 2]) / 2;
    }
}
