using System.Text;
using Jaram.Training.Data;

namespace Jaram.Training.Tests.Data;

/// <summary>A folder that is gone after the test, and what the tests of data put into it.</summary>
internal sealed class Scratch : IDisposable
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("jaram-").FullName;

    public string this[string name] => Path.Combine(Folder, name);

    public string Write(string name, string text) => Write(name, Encoding.UTF8.GetBytes(text));

    public string Write(string name, byte[] bytes)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(this[name])!);
        File.WriteAllBytes(this[name], bytes);
        return this[name];
    }

    /// <summary>Shards of texts, in a folder of their own.</summary>
    public ShardFolder Shards(IEnumerable<string> texts, ShardOptions? options = null,
        Tokenization? tokenization = null)
    {
        var folder = this[$"shards-{Directory.GetDirectories(Folder).Length}"];
        using (var writer = new ShardWriter(folder, tokenization ?? Bytes(), options ?? new()))
        {
            var cleaner = new Cleaner(new() { ExactDuplicates = false, NearDuplicates = false });
            foreach (var document in cleaner.Keep(Documents(texts))) writer.Add(document);
            writer.Finish(cleaner.Report);
        }
        return ShardFolder.Open(folder);
    }

    /// <summary>A corpus of running text.</summary>
    public static Corpus Documents(IEnumerable<string> texts) => Corpus.Of(texts.Select((text, n) =>
        new Document { Content = new Content.Prose(text), Place = new("made.txt", n + 1) }));

    /// <summary>Ids are bytes; 256 starts and 257 ends a document.</summary>
    public static Tokenization Bytes(int vocabulary = 258) => new()
    {
        Encode = (document, into) => into.AddRange(Encoding.UTF8.GetBytes(document.Content.Text).Select(b => (int)b)),
        Bos = 256,
        End = 257,
        Vocabulary = vocabulary,
        Digest = "of bytes",
    };

    /// <summary>The message of the DataException that some work throws, with this folder's path as "~".</summary>
    public string Refusal(Action work) =>
        Assert.Throws<DataException>(work).Message.Replace(Folder, "~", StringComparison.Ordinal);

    /// <summary>The same, where it is thrown while something is read to its end.</summary>
    public string Refusal(Func<IEnumerable<object>> read) => Refusal(() =>
    {
        foreach (var _ in read()) { }
    });

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
