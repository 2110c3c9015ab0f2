// What was asked already, question by question: a header line that says of which weights and which task, then a line a
// question. It is written as answers come, so a run that was killed goes on where it ended; a line that was cut off is
// dropped and asked again. Other weights or another task are another journal.
// Source: ours; JSON Lines.

using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Jaram.Assay.Tasks.Asking;
using Jaram.Checkpoints;

namespace Jaram.Assay.Tasks.Recording;

/// <summary>The journal of one task and one model. For one thread at a time.</summary>
internal sealed class SampleJournal : IDisposable
{
    private readonly FileStream _file;
    private readonly Dictionary<int, SampleLine> _lines = [];

    private SampleJournal(string path, FileStream file) => (Path, _file) = (path, file);

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>Questions that are answered, by their place.</summary>
    public IReadOnlyDictionary<int, SampleLine> Lines => _lines;

    /// <summary>Opens a journal, or begins one.</summary>
    /// <param name="folder">Where all of them lie.</param>
    /// <param name="task">Which task.</param>
    /// <param name="subject">Which model.</param>
    /// <param name="manner">How it is asked.</param>
    /// <param name="start">Whether earlier answers count.</param>
    /// <exception cref="EvaluationException">It is damaged, or somebody else writes it.</exception>
    public static SampleJournal Open(
        string folder, PreparedTask task, SubjectIdentity subject, AskingManner manner, JournalStart start)
    {
        var header = Header(task, subject, manner);
        var path = PathOf(folder, task, header);
        try
        {
            Directory.CreateDirectory(folder);
            var mode = start == JournalStart.Anew ? FileMode.Create : FileMode.OpenOrCreate;
            var journal = new SampleJournal(path, new(path, mode, FileAccess.ReadWrite, FileShare.Read));
            try
            {
                journal.Read(header);
                return journal;
            }
            catch
            {
                journal.Dispose();
                throw;
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new EvaluationException(
                $"{path}: cannot be written: {e.Message}; see that no other run writes it, and to "
                + "rights and room");
        }
    }

    /// <summary>Adds a question; it is in the file when this returns.</summary>
    public void Add(SampleLine line, string text)
    {
        _file.Write(Encoding.UTF8.GetBytes(text + "\n"));
        _file.Flush();
        _lines[line.Id] = line;
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private static string PathOf(string folder, PreparedTask task, string header)
    {
        var word = string.Concat(task.Name.Select(c => char.IsLetterOrDigit(c) || c is '-' or '.' ? c : '_'));
        var key = Digest.Of(Encoding.UTF8.GetBytes(header)).ToString()[..12];
        return System.IO.Path.Combine(folder, $"samples_{word}_{key}.jsonl");
    }

    private static string Header(PreparedTask task, SubjectIdentity subject, AskingManner manner) => new JsonObject
    {
        ["format"] = 1, ["task"] = task.Name, ["task_digest"] = task.Digest.ToString(),
        ["data"] = new JsonArray([.. task.Files.Select(file =>
            (JsonNode)new JsonObject { ["file"] = file.Name, ["sha256"] = file.Digest.ToString() })]),
        ["model"] = subject.Name, ["weights"] = subject.Weights,
        ["place"] = subject.Weights == "" ? subject.Place : "",         // weights that are known are the same anywhere
        ["settings"] = subject.Settings, ["manner"] = manner.ToString(),
    }.ToJsonString();

    private void Read(string header)
    {
        using var bytes = new MemoryStream();
        _file.CopyTo(bytes);
        var text = Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
        var whole = text.LastIndexOf('\n') + 1;
        if (whole == 0)
        {
            _file.SetLength(0);
            _file.Write(Encoding.UTF8.GetBytes(header + "\n"));
            _file.Flush();
            return;
        }
        if (whole < text.Length) _file.SetLength(Encoding.UTF8.GetByteCount(text.AsSpan(0, whole)));
        _file.Seek(0, SeekOrigin.End);
        foreach (var (number, line) in text[..(whole - 1)].Split('\n').Index())
        {
            if (number == 0 && line != header) throw Damaged(1);
            if (number == 0) continue;
            try
            {
                var read = SampleLine.Read(line);
                _lines[read.Id] = read;
            }
            catch (JsonException)
            {
                throw Damaged(number + 1);
            }
        }
    }

    private EvaluationException Damaged(int line) =>
        new($"{Path}, line {line}: is damaged; delete the file, or run with --fresh to ask anew");
}

/// <summary>Whether earlier answers count.</summary>
public enum JournalStart
{
    /// <summary>They do: only what is missing is asked.</summary>
    GoOn,

    /// <summary>All is asked again.</summary>
    Anew,
}
