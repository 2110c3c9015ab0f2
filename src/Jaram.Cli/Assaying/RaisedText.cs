using Jaram.Assay.Tasks;
using Jaram.Assay.Tasks.Contamination;
using Jaram.Training.Data;

namespace Jaram.Cli.Assaying;

/// <summary>The text that a model was raised on: its own shards if it was raised here, and files that the user names.
/// </summary>
/// <param name="desk">Where the user sits.</param>
/// <param name="folder">The model's; an address has none.</param>
/// <param name="named">Files and folders.</param>
internal sealed class RaisedText(Desk desk, string folder, IReadOnlyList<string> named)
{
    private bool HasShards => Directory.Exists(Path.Combine(folder, "corpus"));

    /// <summary>Looks for the questions of tasks; nothing is found out where there is no text to look in.</summary>
    /// <exception cref="DataException">The text cannot be read.</exception>
    public IReadOnlyList<ContaminationResult> Search(IReadOnlyList<PreparedTask> tasks)
    {
        if (!HasShards && named.Count == 0) return [];
        desk.Note("looking for the questions in the text that the model was raised on", "모델이 배운 글에서 문제를 찾는 중");
        var search = new ContaminationSearch(tasks);
        if (HasShards)
            foreach (var text in Shards()) search.Read(text);
        if (named.Count > 0)
            foreach (var document in CorpusReader.Read(named, new())) search.Read(document.Content.Text);
        return search.Results();
    }

    private IEnumerable<string> Shards()
    {
        var model = new ModelFolder(folder);
        var tokenizer = model.ReadTokenizer();
        using var corpus = model.OpenCorpus();
        for (var document = 0; document < corpus.Documents; document++)
        {
            var entry = corpus[document];
            if (entry.Side != Side.Training) continue;
            var ids = new long[entry.Tokens];
            corpus.Copy(entry.Offset, ids);
            yield return tokenizer.Decode([.. ids.Select(id => (int)id).Where(id => !tokenizer.IsSpecial(id))]);
        }
    }
}
