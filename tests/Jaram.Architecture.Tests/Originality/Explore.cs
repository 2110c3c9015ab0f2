using Jaram.Architecture.Atlas;
using Jaram.Architecture.Originality;

namespace Jaram.Architecture.Tests.Originality;

public sealed class Explore(ITestOutputHelper output)
{
    [Fact]
    public void All()
    {
        var all = new List<Blueprint>();
        foreach (var file in Directory.GetFiles("/tmp/w/orig/repo/atlas").Order())
        {
            try
            {
                all.Add(Blueprint.Read(File.ReadAllBytes(file), file));
            }
            catch (DesignException e) { output.WriteLine($"{Path.GetFileName(file)}: {e.GetType().Name} {e.Message}"); }
        }
        var watch = System.Diagnostics.Stopwatch.StartNew();
        var works = new KnownWorks(all);
        output.WriteLine($"atlas {watch.Elapsed.TotalSeconds:f2} s");
        foreach (var work in works.All.Where(w => w.Name is "A.X-K1" or "A.X-K2" or "Motif-3" or "SOLAR-10.7B-v1.0" or "Solar-Open-100B" or "Qwen3-8B" or "DeepSeek-V2-236B" or "Kimi-Linear-48B-A3B" or "K-EXAONE-236B-A23B" or "Solar-Open2-250B" or "Llama-2-70B" or "Mixtral-8x7B-v0.1"))
        {
            watch.Restart();
            var kin = works.Before(work).Select(parent => Kinship.Of(work, parent, works)).OrderBy(k => k.Bits).ThenBy(k => k.Parent.Released?.First).Take(3).ToList();
            if (kin.Count == 0) { output.WriteLine($"{work.Name} has no predecessor"); continue; }
            output.WriteLine($"{work.Name} {work.Released}: {kin[0].Bits:f1} + {kin[0].MakingBits:f1} bits, {kin[0].Tier(works.NameBits, works.All.Count)}, {watch.Elapsed.TotalSeconds:f2} s; "
                + string.Join(", ", kin.Select(k => $"{k.Parent.Name} {k.Bits:f1}")) + " kept " + string.Join("; ", work.Kept));
            foreach (var e in kin[0].Forward.Concat(kin[0].State).Concat(kin[0].Making))
                output.WriteLine($"   {e.Kind} {e.Word} {(e.Instead == "" ? "" : "for " + e.Instead)} @{e.Slot} {e.Bits:f1} known {e.Known}");
        }
    }
}
