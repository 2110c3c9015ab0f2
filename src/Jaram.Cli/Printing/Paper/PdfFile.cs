// A PDF as a list of numbered objects, the table of where each begins, and the root. Same objects, same bytes: nothing
// is taken from the clock or from chance.
// Source: ISO 32000-1:2008 (PDF 1.7), sections 7.3 (objects) and 7.5 (the file).

using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace Jaram.Cli.Printing.Paper;

/// <summary>Writes the file.</summary>
internal sealed class PdfFile
{
    private readonly List<byte[]> _objects = [];

    /// <summary>A number for an object that others speak of before it is there.</summary>
    public int Reserve()
    {
        _objects.Add([]);
        return _objects.Count;
    }

    /// <summary>Adds an object.</summary>
    /// <returns>Its number.</returns>
    public int Add(string value)
    {
        var number = Reserve();
        Set(number, value);
        return number;
    }

    /// <summary>Gives a reserved number its object.</summary>
    public void Set(int number, string value) => _objects[number - 1] = Encoding.Latin1.GetBytes(value);

    /// <summary>Adds bytes, compressed.</summary>
    /// <param name="entries">What the stream's dictionary says besides length and filter.</param>
    /// <param name="data">The bytes.</param>
    /// <returns>Its number.</returns>
    public int AddStream(string entries, ReadOnlySpan<byte> data)
    {
        using var packed = new MemoryStream();
        using (var packing = new ZLibStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
            packing.Write(data);
        var number = Reserve();
        _objects[number - 1] = [
            .. Encoding.Latin1.GetBytes($"<</Length {packed.Length} /Filter /FlateDecode {entries}>>\nstream\n"),
            .. packed.ToArray(), .. "\nendstream"u8];
        return number;
    }

    /// <summary>The whole file.</summary>
    /// <param name="root">The catalogue's number.</param>
    /// <param name="about">The number of what it says of itself.</param>
    /// <param name="identity">Which file it is: hexadecimal digits.</param>
    public byte[] ToBytes(int root, int about, string identity)
    {
        using var file = new MemoryStream();
        file.Write("%PDF-1.7\n%\u00E2\u00E3\u00CF\u00D3\n"u8);
        List<long> starts = [];
        foreach (var (at, content) in _objects.Index())
        {
            starts.Add(file.Position);
            file.Write(Encoding.Latin1.GetBytes($"{at + 1} 0 obj\n"));
            file.Write(content);
            file.Write("\nendobj\n"u8);
        }
        var table = file.Position;
        var offsets = string.Concat(starts.Select(start =>
            start.ToString("D10", CultureInfo.InvariantCulture) + " 00000 n \n"));
        file.Write(Encoding.Latin1.GetBytes($"xref\n0 {starts.Count + 1}\n0000000000 65535 f \n{offsets}"
            + $"trailer\n<</Size {starts.Count + 1} /Root {root} 0 R /Info {about} 0 R "
            + $"/ID [<{identity}> <{identity}>]>>\n"
            + $"startxref\n{table}\n%%EOF\n"));
        return file.ToArray();
    }

    /// <summary>Text of a dictionary, in any script.</summary>
    public static string Text(string text) => $"<FEFF{Convert.ToHexString(Encoding.BigEndianUnicode.GetBytes(text))}>";

    /// <summary>A number as PDF has it.</summary>
    public static string Number(double value) => value.ToString("0.###", CultureInfo.InvariantCulture);
}
