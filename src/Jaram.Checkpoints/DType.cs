// How the numbers of a tensor are stored, and what safetensors calls it.
// Source: safetensors, `Dtype` in tensor.rs. The order is the format's own: writers put the widest types first by it.

namespace Jaram.Checkpoints;

/// <summary>The type of one element. BOOL takes a byte; the F4 and F6 types are packed.</summary>
public enum DType
{
    /// <summary>Truth value, one byte.</summary>
    BOOL,
    /// <summary>4-bit float.</summary>
    F4,
    /// <summary>6-bit float, 2 exponent and 3 mantissa bits.</summary>
    F6E2M3,
    /// <summary>6-bit float, 3 exponent and 2 mantissa bits.</summary>
    F6E3M2,
    /// <summary>Unsigned byte.</summary>
    U8,
    /// <summary>Signed byte.</summary>
    I8,
    /// <summary>8-bit float, 5 exponent bits.</summary>
    F8E5M2,
    /// <summary>8-bit float, 4 exponent bits.</summary>
    F8E4M3,
    /// <summary>8-bit power of two, used as a scale.</summary>
    F8E8M0,
    /// <summary>Signed 16 bits.</summary>
    I16,
    /// <summary>Unsigned 16 bits.</summary>
    U16,
    /// <summary>IEEE half.</summary>
    F16,
    /// <summary>The upper half of an F32.</summary>
    BF16,
    /// <summary>Signed 32 bits.</summary>
    I32,
    /// <summary>Unsigned 32 bits.</summary>
    U32,
    /// <summary>IEEE single.</summary>
    F32,
    /// <summary>Complex, two F32.</summary>
    C64,
    /// <summary>IEEE double.</summary>
    F64,
    /// <summary>Signed 64 bits.</summary>
    I64,
    /// <summary>Unsigned 64 bits.</summary>
    U64,
}

/// <summary>Widths and file names of the element types.</summary>
internal static class DTypes
{
    private static readonly (string Word, int Bits)[] _table =
    [
        ("BOOL", 8), ("F4", 4), ("F6_E2M3", 6), ("F6_E3M2", 6), ("U8", 8), ("I8", 8), ("F8_E5M2", 8), ("F8_E4M3", 8),
        ("F8_E8M0", 8), ("I16", 16), ("U16", 16), ("F16", 16), ("BF16", 16), ("I32", 32), ("U32", 32), ("F32", 32),
        ("C64", 64), ("F64", 64), ("I64", 64), ("U64", 64),
    ];

    extension(DType type)
    {
        /// <summary>Bits of one element.</summary>
        public int Bits => _table[(int)type].Bits;

        /// <summary>The name that stands in files.</summary>
        public string Word => _table[(int)type].Word;
    }

    /// <summary>The type that files call by this word.</summary>
    public static bool TryParse(string word, out DType type)
    {
        var found = Array.FindIndex(_table, row => row.Word == word);
        type = (DType)Math.Max(found, 0);
        return found >= 0;
    }
}
