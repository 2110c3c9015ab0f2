// The text of an extension, in the model's own tokens: what it has not read yet, and beside that, if wanted, some of
// what it was raised on. Documents of its own that stand in the new text are left out: they are nothing new.
// Source: ours; own text mixed in as replay, arXiv:2403.08763.

using System.Text;
using Jaram.Training.Data;

namespace Jaram.Cli.Extending;

/// <summary>Writes it.</summary>
/// <param name="desk">Where the user sits.</param>
/// <param name="model">Whose tokens are used.</param>
/// <param name="wish">What is asked for.</param>
internal sealed class ExtensionText(Desk desk, ModelFolder model, ExtensionWish wish)
{
    /// <summary>Fewer documents that are held out give no error worth the name.</summary>
    public const int FewestHeldOut = 10;

    /// <summary>Writes shards.</summary>
    /// <param name="folder">A free one.</param>
    /// <param name="home">The model's own text.</param>
    /// <returns>What was written, and the share of the model's own text in the ids to train on.</returns>
    /// <exception cref="MisuseException">The text is the model's own, or too small.</exception>
    /// <exception cref="DataException">It cannot be read.</exception>
    public (ShardManifest Manifest, double HomeShare) Write(string folder, ShardFolder home)
    {
        var corpus = CorpusReader.Read(wish.Corpus, wish.Text.Reading).Under(wish.Text.Licence);
        var cleaner = new Cleaner(wish.Text.Cleaning);
        using var writer = new ShardWriter(folder, ModelFolder.Tokens(model.ReadTokenizer()),
            new() { HeldOutFraction = wish.Text.HeldOut, Seed = home.Manifest.Split.Seed });
        AddNew(writer, cleaner.Keep(corpus), home);
        var mixed = AddOwn(writer, home);
        var manifest = writer.Finish(cleaner.Report);
        var (tokens, step) = (manifest.Training.Tokens, (long)model.ReadRecipe().Rows * model.ReadDesign().Context);
        if (tokens < step)
            throw new MisuseException(desk.Say(
                $"{Names}: has {tokens} tokens to train on, and a step reads {step}; bring more text",
                $"{Names}: 배울 토큰이 {tokens}개인데 한 스텝에 {step}개를 읽습니다. 글을 더 주세요"));
        return (manifest, (double)mixed / tokens);
    }

    private string Names => string.Join(' ', wish.Corpus);

    private void AddNew(ShardWriter writer, IEnumerable<Document> documents, ShardFolder home)
    {
        var known = Enumerable.Range(0, home.Documents).Select(number => home[number].Digest).ToHashSet();
        var (read, own) = (0, 0);
        foreach (var document in documents)
        {
            read++;
            if (known.Contains(TextDigest.Of(Encoding.UTF8.GetBytes(document.Content.Text)))) own++;
            else writer.Add(document);
        }
        if (2 * own > read)
            throw new MisuseException(desk.Say(
                $"{Names}: {own} of {read} documents are the model's own already; an extension needs text that is new "
                    + "to it",
                $"{Names}: 문서 {read}개 가운데 {own}개는 모델이 이미 가진 글입니다. 모델에게 새로운 글을 주세요"));
        if (read - own < FewestHeldOut)
            throw new MisuseException(desk.Say(
                $"{Names}: has {read - own} documents, and {FewestHeldOut} are to be held out alone; bring more text, "
                    + "or say with --layout how it is divided",
                $"{Names}: 문서가 {read - own}개인데 남겨 둘 것만 {FewestHeldOut}개입니다. 글을 더 주거나 어떻게 나뉘는지 --layout으로 "
                    + "적으세요"));
        if (own > 0)
            desk.Note($"{own} of {read} documents are the model's own already and are left out",
                $"문서 {read}개 가운데 {own}개는 모델이 이미 가진 글이라 뺐습니다");
    }

    /// <summary>Copies what the model was raised on, drawn by digest, up to the wanted share.</summary>
    /// <returns>Ids that were copied.</returns>
    private long AddOwn(ShardWriter writer, ShardFolder home)
    {
        var wanted = (long)(wish.Mix / (1 - wish.Mix) * (1 - wish.Text.HeldOut) * writer.Tokens);
        var there = home.Manifest.Training.Tokens;
        if (there < wanted)
            throw new MisuseException(desk.Say(
                $"--mix: that share is {wanted} tokens of the model's own text, and it has {there}; give a smaller one",
                $"--mix: 그 비율이면 모델이 배운 글이 {wanted}토큰 필요한데 {there}토큰뿐입니다. 더 작게 주세요"));
        var mixed = 0L;
        foreach (var number in Enumerable.Range(0, home.Documents).Where(number => home[number].Side == Side.Training)
            .OrderBy(number => home[number].Digest.ToString(), StringComparer.Ordinal))
        {
            if (mixed >= wanted) break;
            writer.Copy(home, number);
            mixed += home[number].Tokens;
        }
        return mixed;
    }
}
