using Jaram.Training.Data;

namespace Jaram.Training.Tests.Data;

public sealed class JsonDocumentsTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void What_a_line_tells_of_itself_is_kept()
    {
        _scratch.Write("a.jsonl", """
            {"text": "가", "language": "ko", "licence": "MIT", "source": "wiki", "id": 17, "other": [1]}

            {"text": "b", "license": "CC0-1.0", "language": null}
            """);
        var read = Read().ToList();
        Assert.Equal(new Document
        {
            Content = new Content.Prose("가"),
            Place = new("a.jsonl", 1),
            Language = "ko",
            Licence = "MIT",
            Origin = "wiki",
            Id = "17",
        }, read[0]);
        Assert.Equal(
            new Document { Content = new Content.Prose("b"), Place = new("a.jsonl", 3), Licence = "CC0-1.0" }, read[1]);
    }

    [Fact]
    public void Messages_become_turns()
    {
        _scratch.Write("a.jsonl", """
            {"messages":[{"role":"system","content":"s"},{"role":"user","content":"몇?"},{"role":"assistant","content":"둘"}]}
            """);
        var content = Assert.IsType<Content.Conversation>(Read().Single().Content);
        Assert.Equal([new("system", "s"), new("user", "몇?"), new Turn("assistant", "둘")], content.Turns);
        Assert.Equal("system: s\nuser: 몇?\nassistant: 둘", content.Text);
    }

    [Theory]
    [InlineData("""{"text": "a" """, "the JSON breaks off at byte 13 of the line; each line must be one whole object")]
    [InlineData("""[{"text": "a"}]""", "is a list, each line must be one object; divide it with: jq -c '.[]'")]
    [InlineData("17", "is a number, each line must be an object with \"text\" or \"messages\"")]
    [InlineData("""{"body": "a", "title": 1}""",
        "has neither \"text\" nor \"messages\" but body, title; rename the field that holds the text")]
    [InlineData("{}", "has neither \"text\" nor \"messages\" but nothing; rename the field that holds the text")]
    [InlineData("""{"text": 5}""", "\"text\" is a number, it must be a string")]
    [InlineData("""{"text": null}""", "\"text\" is null, it must be a string")]
    [InlineData("""{"text": "a", "language": ["ko"]}""", "\"language\" is a list, it must be a string")]
    [InlineData("""{"messages": "hi"}""", "\"messages\" is a string, it must be a list of objects")]
    [InlineData("""{"messages": ["hi"]}""", "a message must be an object with \"role\" and \"content\"")]
    [InlineData("""{"messages": [{"role": "user"}]}""", "a message must be an object with \"role\" and \"content\"")]
    [InlineData("""{"messages": [{"role": "tool", "content": "x"}]}""",
        "a message has the role \"tool\", it must be system, user or assistant")]
    [InlineData("""{"messages": [{"role": "user", "content": {}}]}""", "\"content\" is an object, it must be a string")]
    [InlineData("""{"text": "\ud800"}""", "a string holds half of a surrogate pair; write the file again as UTF-8")]
    public void A_broken_line_is_refused_with_its_number(string line, string error)
    {
        _scratch.Write("a.jsonl", "{\"text\": \"fine\"}\n" + line);
        Assert.Equal($"a.jsonl:2: {error}", _scratch.Refusal(() => Read()));
    }

    private Corpus Read() => CorpusReader.Read([_scratch["a.jsonl"]], new());
}
