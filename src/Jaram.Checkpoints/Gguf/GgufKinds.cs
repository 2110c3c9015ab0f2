// The types of values, as the numbers that stand in files.
// Source: ggml, enum gguf_metadata_value_type in docs/gguf.md.

namespace Jaram.Checkpoints.Gguf;

/// <summary>Numbers of types and the .NET types that stand for them.</summary>
internal static class GgufKinds
{
    /// <summary>The number that says a list follows.</summary>
    public const uint List = 9;

    private static readonly Type[] _types =
    [
        typeof(byte), typeof(sbyte), typeof(ushort), typeof(short), typeof(uint), typeof(int), typeof(float),
        typeof(bool), typeof(string), typeof(Array), typeof(ulong), typeof(long), typeof(double),
    ];

    /// <summary>The number of a type; null for one that GGUF has not.</summary>
    public static uint? Of(Type type) =>
        type != typeof(Array) && Array.IndexOf(_types, type) is >= 0 and var kind ? (uint)kind : null;

    /// <summary>The number of a list's elements; null for what is no list of GGUF.</summary>
    public static uint? OfElements(Type type) => type.IsSZArray ? Of(type.GetElementType()!) : null;
}
