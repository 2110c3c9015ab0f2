using System.Text;

namespace Jaram.Tokenizers.Tests;

/// <summary>Files of all families, a few bytes of them changed.</summary>
public sealed class MutantTests
{
    /// <summary>In the short form; the environment variable JARAM_LONG holds a larger number.</summary>
    private const int Mutants = 3_000;

    private const string Text = "한국어 Korean العربية 123 \u017F\t\n  🌱";

    [Fact]
    public void A_mutant_is_refused_or_reads_and_writes_text()
    {
        var wanted = int.Parse(Environment.GetEnvironmentVariable("JARAM_LONG") ?? $"{Mutants}", null);
        var (random, accepted) = (new Random(20263), 0);
        byte[][] seeds = [Texts.Small.ToJson(), .. Families.Files.Values.Select(Encoding.UTF8.GetBytes)];
        for (var i = 0; i < wanted; i++)
        {
            var mutant = Mutate(seeds[i % seeds.Length], random);
            var before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                var read = Tokenizer.FromJson(mutant);
                Assert.All(read.EncodeWithSpecials(Text), id => Assert.InRange(id, 0, read.Count - 1));
                _ = read.Decode(read.Encode(Text));
                accepted++;
            }
            catch (TokenizerException e)
            {
                Assert.DoesNotContain(e.Message, char.IsControl);
            }
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 256L << 20);
        }
        Assert.InRange(accepted, 1, wanted - 1);
    }

    private static byte[] Mutate(byte[] seed, Random random)
    {
        var bytes = seed.ToList();
        var isHead = random.Next(2) == 0;                       // most of a file is its vocabulary
        for (var changes = random.Next(1, 4); changes > 0; changes--)
        {
            var at = random.Next(isHead ? Math.Min(bytes.Count, 2_000) : bytes.Count);
            switch (random.Next(6))
            {
                case 0: bytes[at] ^= (byte)(1 << random.Next(8)); break;
                case 1: bytes[at] = "0123456789-.,:[]{}\" e\\"u8[random.Next(21)]; break;
                case 2: bytes[at] = "0123456789"u8[random.Next(10)]; break;
                case 3: bytes.Insert(at, (byte)random.Next(256)); break;
                case 4: bytes.RemoveAt(at); break;
                default: bytes.InsertRange(at, [.. bytes.Skip(random.Next(bytes.Count)).Take(8)]); break;
            }
        }
        return [.. bytes];
    }
}
