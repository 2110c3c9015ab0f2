using Jaram.Assay.Tasks;
using Jaram.Checkpoints;
using Parquet;
using Parquet.Schema;

namespace Jaram.Assay.Tests.Tasks;

/// <summary>The tasks for public sets, on files of the same form with questions of ours.</summary>
public sealed class PublicSetsTests : IDisposable
{
    private readonly TaskFolder _data = new();

    public void Dispose() => _data.Dispose();

    [Fact]
    public void Kmmlu_is_read_from_its_files_by_subject_in_the_harness_s_words()
    {
        const string head = "question,answer,A,B,C,D,Category,Human Accuracy\n";
        _data.Write("KMMLU/data/Law-test.csv", head + "\" 법이란, 무엇인가? \",3,1,\"둘, 셋\",넷,5,Law,0.5\n");
        _data.Write("KMMLU/data/Law-dev.csv", head + "예,1,가,나,다,라,Law,\n");
        _data.Write("KMMLU/data/Math-test.csv", head + "1+1?,2,1,2,3,4,Math,0.9\n");
        var task = Read("kmmlu", 1);
        Assert.Equal(2, task.Questions);
        Assert.Equal("예\nA. 가\nB. 나\nC. 다\nD. 라\n정답： A\n\n법이란, 무엇인가?\nA. 1\nB. 둘, 셋\nC. 넷\nD. 5\n정답：",
            task.Samples[0].Context);
        Assert.Equal([2], task.Samples[0].Right);
        Assert.Equal(["A", "B", "C", "D"], task.Samples[0].Choices);
        Assert.Equal(["1", "2", "3", "4"], Read("kmmlu_cloze").Samples[1].Choices);
    }

    [Fact]
    public void Haerae_is_read_from_parquet_by_its_configuration()
    {
        Parquet("HAERAE-HUB/HAE_RAE_BENCH/data/loan_words-test-00000.parquet", ["다음 문장 (A) 가 (B) 나"], ["(B)"]);
        Parquet("HAERAE-HUB/HAE_RAE_BENCH/data/history-test-00000.parquet", ["딴것"], ["(A)"]);
        var task = Read("haerae_loan_word");
        Assert.Equal((1, 5, 1), (task.Questions, task.Samples[0].Choices.Length, task.Samples[0].Right.Single()));
        Assert.Equal("다음 문장 (A) 가 (B) 나", task.Samples[0].Context);
    }

    [Fact]
    public void Kobest_is_read_with_its_own_line_ends_quotes_and_booleans()
    {
        _data.Write("KoBEST_datarepo/v1.0/BoolQ/test.tsv",
            "ID\tText\tQuestion\tAnswer\r\n1\t그는 \"집\"에 있다.\t집에 있나?\tTRUE\r\n2\t없다.\t있나?\tFalse\r\n");
        _data.Write("KoBEST_datarepo/v1.0/COPA/test.tsv",
            "ID\tsentence\tquestion\t1\t2\tAnswer\r\n1\t물이 넘쳤다.\t원인\t비가 왔다.\t해가 떴다.\t1\r\n2\t문을 열었다.\t결과\t춥다.\t시원하다.\t2\r\n");
        _data.Write("KoBEST_datarepo/v1.0/SentiNeg/test.tsv", "ID\tLabel\tText\r\n1\t1\t좋아요\r\n2\t0\t나빠요\r\n");
        var boolq = Read("kobest_boolq");
        Assert.Equal([1, 0], boolq.Samples.Select(sample => sample.Right.Single()));
        Assert.Equal("그는 \"집\"에 있다. 질문: 집에 있나? 답변: ", boolq.Samples[0].Context);
        var copa = Read("kobest_copa");
        Assert.Equal([("물이 넘쳤다.  왜냐하면", 0, "해가 떴다."), ("문을 열었다.  그래서", 1, "시원하다.")],
            copa.Samples.Select(sample => (sample.Context, sample.Right.Single(), sample.Choices[1])));
        Assert.Equal([1, 0], Read("kobest_sentineg").Samples.Select(sample => sample.Right.Single()));
    }

    [Fact]
    public void Click_prints_all_five_choices()
    {
        _data.Write("CLIcK/train.json", """
            [{"id": "a", "paragraph": "", "question": "무엇?", "choices": ["ㄱ", "ㄴ", "ㄷ", "ㄹ", "ㅁ"], "answer": "ㅁ"},
             {"id": "b", "paragraph": "글\n", "question": "어디?", "choices": ["ㄱ", "ㄴ", "ㄷ", "ㄹ"], "answer": "ㄱ"}]
            """);
        var task = Read("click");
        Assert.Equal("무엇?\nA. ㄱ\nB. ㄴ\nC. ㄷ\nD. ㄹ\nE. ㅁ\n정답:", task.Samples[0].Context);
        Assert.Equal("글\n\n어디?\nA. ㄱ\nB. ㄴ\nC. ㄷ\nD. ㄹ\n정답:", task.Samples[1].Context);
        Assert.Equal([(4, 5), (0, 4)], task.Samples.Select(sample => (sample.Right.Single(), sample.Choices.Length)));
    }

    [Fact]
    public void Arabicmmlu_has_as_many_letters_as_options()
    {
        _data.Write("ArabicMMLU.csv", "ID,Subject,Context,Question,Option 1,Option 2,Option 3,Option 4,Option 5,Answer Key\n"
            + "1,Law,,ما القانون؟,نعم,لا,,,,B\n2,Math,نص,كم؟,1,2,3,4,5,E\n");
        var task = Read("arabicmmlu");
        Assert.Equal("اختر الإجابة الصحيحة!\n\nسؤال: ما القانون؟\nأ- نعم\nب- لا\n\nإجابة: ", task.Samples[0].Context);
        Assert.Equal([(1, 2), (4, 5)], task.Samples.Select(sample => (sample.Right.Single(), sample.Choices.Length)));
    }

    [Fact]
    public void The_files_are_hashed_into_the_record_and_into_the_task()
    {
        var path = _data.Write("CLIcK/train.json", """[{"paragraph": "", "question": "q", "choices": ["a", "b"], "answer": "a"}]""");
        var before = Read("click");
        Assert.Equal([("train.json", Digest.Of(File.ReadAllBytes(path)))], before.Files);
        File.AppendAllText(path, "\n");
        Assert.NotEqual(before.Digest, Read("click").Digest);
        Assert.NotEqual(before.Digest, Read("click", 1).Digest);
    }

    [Theory]
    [InlineData("its documents are EunsuKim/CLIcK, which Jaram never fetches; bring them and name their folder with --data", "", "")]
    [InlineData("has no folder EunsuKim/CLIcK or CLIcK", "there.json", "[]")]
    [InlineData("has no file of split train, as", "CLIcK/validation.json", "[]")]
    [InlineData("is no JSON", "CLIcK/train.json", "[{")]
    [InlineData("has no documents", "CLIcK/train.json", "[]")]
    public void What_is_missing_is_told_of(string says, string file, string text)
    {
        if (file != "") _data.Write(file, text);
        var wrong = Assert.Throws<EvaluationException>(() =>
            PreparedTask.ReadAll([TaskFile("click")], file == "" ? "" : _data.Path, null));
        Assert.Contains(says, wrong.Message, StringComparison.Ordinal);
    }

    private PreparedTask Read(string name, int? shots = null) => PreparedTask.ReadAll([TaskFile(name)], _data.Path, shots)[0];

    private static string TaskFile(string name)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Jaram.slnx"))) folder = folder.Parent!;
        return Path.Combine(folder.FullName, "tasks", "public", $"{name}.yaml");
    }

    private void Parquet(string name, string[] queries, string[] answers)
    {
        var path = _data.Write(name, "");
        var schema = new ParquetSchema(new DataField<string>("query"), new DataField<string>("answer"));
        WriteAsync().GetAwaiter().GetResult();

        async Task WriteAsync()
        {
            await using var stream = File.Create(path);
            await using var writer = await ParquetWriter.CreateAsync(schema, stream);
            using var group = writer.CreateRowGroup();
            await group.WriteAsync(schema.DataFields[0], queries);
            await group.WriteAsync(schema.DataFields[1], answers);
        }
    }
}
