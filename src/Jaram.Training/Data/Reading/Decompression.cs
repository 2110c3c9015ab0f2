using ICSharpCode.SharpZipLib;
using ICSharpCode.SharpZipLib.GZip;

namespace Jaram.Training.Data;

/// <summary>Opens corpus files as plain bytes.</summary>
internal static class Decompression
{
    private const int BufferBytes = 1 << 16;

    public static Stream Open(CorpusFile file) => Guard(file.Name, () =>
    {
        var stream = new FileStream(
            file.Path, FileMode.Open, FileAccess.Read, FileShare.Read, BufferBytes, FileOptions.SequentialScan);
        return file.Compression switch
        {
            // Not System.IO.Compression's: that one takes a file cut short for a whole one.
            Compression.Gzip => new GZipInputStream(stream),
            Compression.Zstandard => new ZstdSharp.DecompressionStream(stream, leaveOpen: false),
            _ => (Stream)stream,
        };
    });

    /// <summary>The same, with Seek: what is compressed goes through a file that is gone with the stream.</summary>
    public static Stream OpenSeekable(CorpusFile file)
    {
        var stream = Open(file);
        if (stream.CanSeek) return stream;
        using (stream)
        {
            var plain = new FileStream(Path.GetTempFileName(), FileMode.Create, FileAccess.ReadWrite, FileShare.None,
                BufferBytes, FileOptions.DeleteOnClose);
            try
            {
                Guard(file.Name, () => { stream.CopyTo(plain); return plain.Position = 0; });
                return plain;
            }
            catch
            {
                plain.Dispose();
                throw;
            }
        }
    }

    /// <summary>Turns what the system says about a file into one line that names it.</summary>
    public static T Guard<T>(string name, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is SharpZipBaseException or ZstdSharp.ZstdException or EndOfStreamException)
        {
            throw new DataException($"{name}: is damaged: {OneLine(e)}; compress or copy it again");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DataException($"{name}: cannot be read: {OneLine(e)}; check permissions and disk");
        }
    }

    private static string OneLine(Exception e) => e.Message.ReplaceLineEndings(" ");
}
