using System.Text;

namespace Jaram.Checkpoints;

/// <summary>Orders text by its UTF-8 bytes, as files written elsewhere are ordered; .NET's ordinal order goes by
/// UTF-16 and differs beyond U+FFFF.</summary>
internal sealed class Utf8Order : IComparer<string>
{
    public static readonly Utf8Order Instance = new();

    public int Compare(string? x, string? y) =>
        Encoding.UTF8.GetBytes(x ?? "").AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(y ?? ""));
}
