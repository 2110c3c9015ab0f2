// How often each token occurs, in 2048ths: the static model that entropy coding works with.
// Source: rANS, Duda, arXiv:1311.2540; a static table as in Giesen, arXiv:1402.3392.
//
//   u8 first · u8 last · a share for each token from first to last, 7 bits a byte, low bits first; high bit: one more
//   first > last: no token occurs

namespace Jaram.Checkpoints.Packing;

/// <summary>Frequencies of up to 256 tokens that add up to 2048, or to nothing.</summary>
internal sealed class Frequencies
{
    public const int Bits = 11, Total = 1 << Bits, MostTokens = 256;

    private readonly ushort[] _of = new ushort[MostTokens];

    /// <summary>Of 2048; 0 for a token that does not occur.</summary>
    public int this[int token] => _of[token];

    /// <summary>The nearest frequencies to these counts; whatever was counted has one.</summary>
    public static Frequencies Of(ReadOnlySpan<int> counts)
    {
        var (found, sum) = (new Frequencies(), 0L);
        foreach (var count in counts) sum += count;
        if (sum == 0) return found;
        var left = Total;
        for (var token = 0; token < counts.Length; token++)
        {
            if (counts[token] == 0) continue;
            var share = (int)Math.Max(1, ((long)counts[token] * Total + sum / 2) / sum);
            found._of[token] = (ushort)share;
            left -= share;
        }
        found.Spread(left);
        return found;
    }

    /// <summary>Takes frequencies off the front of hostile bytes.</summary>
    /// <exception cref="CheckpointException">They do not add up.</exception>
    public static Frequencies Read(ref ByteReader from)
    {
        var (found, first, last, sum) = (new Frequencies(), from.Byte(), from.Byte(), 0);
        if (first > last) return found;
        for (int token = first; token <= last; token++)
        {
            int share = from.Byte();
            if (share >= 0x80) share = share & 0x7F | from.Byte() << 7;
            if ((sum += share) > Total) break;
            found._of[token] = (ushort)share;
        }
        return sum == Total
            ? found
            : throw new CheckpointException($"the frequencies of tokens add up to {sum}, not to {Total}");
    }

    /// <summary>Writes what <see cref="Read"/> takes.</summary>
    public void Write(ByteWriter to)
    {
        var first = _of.AsSpan().IndexOfAnyExcept((ushort)0);
        if (first < 0)
        {
            to.Bytes([1, 0]);
            return;
        }
        var last = _of.AsSpan().LastIndexOfAnyExcept((ushort)0);
        to.Bytes([(byte)first, (byte)last]);
        foreach (var share in _of.AsSpan(first, last - first + 1))
            to.Bytes(share < 0x80 ? [(byte)share] : [(byte)(share | 0x80), (byte)(share >> 7)]);
    }

    /// <summary>Gives what rounding left over to the most frequent token, or takes it where it hurts least.</summary>
    private void Spread(int left)
    {
        while (left != 0)
        {
            var top = 0;
            for (var token = 1; token < MostTokens; token++)
                if (_of[token] > _of[top]) top = token;
            var change = left > 0 ? left : Math.Max(left, -Math.Max(1, _of[top] / 8));
            _of[top] = (ushort)(_of[top] + change);
            left -= change;
        }
    }
}
