// Where a tile lies. Full ones are named by their number, partial ones by number and width; the number in groups of
// three digits, so that no folder holds more than a thousand names.
// Source: C2SP tlog-tiles, "Merkle Tree" and "Log Entries".

using System.Globalization;

namespace Jaram.Ledger;

/// <summary>Names a file of up to 256 hashes or entries.</summary>
/// <param name="Kind">"0" to "7" for hashes of that level, "entries" for entries.</param>
/// <param name="Index">Its number in the level.</param>
/// <param name="Width">How many it holds, 1 to 256.</param>
internal readonly record struct TileName(string Kind, long Index, int Width)
{
    /// <summary>Hashes or entries of a full tile, and the binary logarithm of that.</summary>
    public const int Full = 256, Height = 8;

    /// <summary>The folder of all tiles, and the kind of those that hold entries.</summary>
    public const string Folder = "tile", Entries = "entries";

    /// <summary>A tile of hashes; level 1 is the first above the leaves' own.</summary>
    public static TileName OfHashes(int level, long index, long size) =>
        new(level.ToString(CultureInfo.InvariantCulture), index, WidthAt(level, index, size));

    /// <summary>A bundle of entries.</summary>
    public static TileName OfEntries(long index, long size) => new(Entries, index, WidthAt(0, index, size));

    /// <summary>How many hashes there are at a tile's level in a log of a size.</summary>
    public static long HashesAt(int level, long size) => level * Height >= 63 ? 0 : size >> (level * Height);

    /// <summary>Its path in the log's folder, parts joined by '/'.</summary>
    public string Path => Width == Full ? FullPath : $"{PartialFolder}/{Width.ToString(CultureInfo.InvariantCulture)}";

    /// <summary>The path if it were full.</summary>
    public string FullPath => $"{Folder}/{Kind}/{Groups()}";

    /// <summary>The folder of its partial forms.</summary>
    public string PartialFolder => $"{FullPath}.p";

    private static int WidthAt(int level, long index, long size) =>
        (int)Math.Clamp(HashesAt(level, size) - index * Full, 0, Full);

    private string Groups()
    {
        var text = (Index % 1000).ToString("D3", CultureInfo.InvariantCulture);
        for (var rest = Index / 1000; rest > 0; rest /= 1000)
            text = $"x{(rest % 1000).ToString("D3", CultureInfo.InvariantCulture)}/{text}";
        return text;
    }
}
