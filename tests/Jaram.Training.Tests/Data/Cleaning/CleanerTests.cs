using CsCheck;
using Jaram.Training.Data;

namespace Jaram.Training.Tests.Data;

public sealed class CleanerTests
{
    [Fact]
    public void The_report_adds_up() =>
        Gen.String[Gen.Char["가나 ab\n字ก"], 0, 12].Array[0, 60].Sample(texts =>
        {
            var cleaner = new Cleaner(
                new() { MinCharacters = 3, MaxCharacters = 9, Scripts = [Script.Hangul, Script.Latin] });
            var judged = cleaner.Judge(Scratch.Documents(texts)).ToList();
            var report = cleaner.Report;
            Assert.Equal(texts.Length, report.Read.Documents);
            Assert.Equal(texts.Sum(text => text.Length), report.Read.Characters);
            Assert.Equal(report.Read.Documents,
                report.Kept.Documents + report.Dropped.Values.Sum(tally => tally.Documents));
            Assert.Equal(report.Read.Characters,
                report.Kept.Characters + report.Dropped.Values.Sum(tally => tally.Characters));
            foreach (var (reason, tally) in report.Dropped)
                Assert.Equal(judged.Count(one => one.Decision.Reason == reason), tally.Documents);
        });

    [Fact]
    public void The_first_of_several_alike_stays_and_is_named()
    {
        var judged = new Cleaner(new()).Judge(Scratch.Documents(
            ["하나", "Two  words", "하나\n", "two words ", "둘"])).Select(one => one.Decision).ToList();
        var kept = new Decision.Kept();
        Assert.Equal([kept, kept, new Decision.ExactDuplicate(0), new Decision.ExactDuplicate(1), kept], judged);
    }

    [Fact]
    public void Hangul_in_jamo_is_a_duplicate_of_the_same_in_syllables() =>
        Assert.Equal(new Decision.ExactDuplicate(0),
            new Cleaner(new()).Judge(Scratch.Documents(["각", "\u1100\u1161\u11a8"])).Last().Decision);

    [Fact]
    public void Each_filter_names_its_numbers()
    {
        var cleaner = new Cleaner(new() { MinCharacters = 2, MaxCharacters = 5, Scripts = [Script.Hangul] });
        Assert.Equal([new Decision.Empty(), new Decision.TooShort(1, 2), new Decision.TooLong(6, 5),
            new Decision.OtherScript(0.25, 0.5), new Decision.Kept(), new Decision.Kept()],
            cleaner.Judge(Scratch.Documents([" \n", "가", "abcdef", "가abc", "가a12", "1234"]))
                .Select(one => one.Decision));
        Assert.Equal(["empty", "otherScript", "tooLong", "tooShort"], cleaner.Report.Dropped.Keys);
        Assert.Equal(2, cleaner.Report.Kept.Documents);
    }

    [Fact]
    public void Characters_are_code_points() =>
        Assert.Equal(new Decision.TooShort(2, 3),
            new Cleaner(new() { MinCharacters = 3 }).Judge(Scratch.Documents(["😀𠀀"])).Single().Decision);

    [Fact]
    public void Short_texts_with_one_other_word_all_stay()
    {
        // What the built-in village and film reviews are full of: each of these is news of its own.
        var texts = from name in new[] { "김서연", "이도윤", "박지호", "최하은" }
                    from office in new[] { "민원실", "보건소", "도서관", "세무서" }
                    from hour in Enumerable.Range(8, 10)
                    select $"{name} 씨는 새싹마을 {office}에서 일하며 매일 아침 {hour}시에 문을 연다. 점심시간에는 문을 닫고 "
                        + "오후 한 시에 다시 연다. 필요한 서류는 신분증과 신청서이며 수수료는 없다.";
        var cleaner = new Cleaner(new());
        Assert.Equal(160, cleaner.Keep(Scratch.Documents(texts)).Count());
    }

    [Fact]
    public void Long_texts_with_a_few_changed_letters_go()
    {
        var text = string.Concat(Enumerable.Range(0, 200).Select(n => $"{SplitMix.Mix((ulong)n) % 100_000} "));
        var edited = text.Replace(" 5", " 6", StringComparison.Ordinal)[..^30];
        var decisions = new Cleaner(new()).Judge(Scratch.Documents([text, edited, new string([.. text.Reverse()])]))
            .Select(one => one.Decision).ToList();
        var near = Assert.IsType<Decision.NearDuplicate>(decisions[1]);
        Assert.Equal(0, near.First);
        Assert.InRange(near.Similarity, 0.8, 1);
        Assert.IsType<Decision.Kept>(decisions[2]);
    }

    [Fact]
    public void What_is_turned_off_does_nothing() =>
        Assert.Equal(4, new Cleaner(new() { ExactDuplicates = false, NearDuplicates = false })
            .Keep(Scratch.Documents(Enumerable.Repeat(new string('가', 1000), 4))).Count());

    [Fact]
    public void One_cleaner_finds_what_two_corpora_share()
    {
        var cleaner = new Cleaner(new());
        Assert.Equal(["a", "b"], cleaner.Keep(Scratch.Documents(["a", "b"])).Select(document => document.Content.Text));
        Assert.Equal(["c"], cleaner.Keep(Scratch.Documents(["b", "c"])).Select(document => document.Content.Text));
        Assert.Equal(new Tally(4, 4), cleaner.Report.Read);
    }

    [Fact]
    public void A_decision_is_one_line_for_a_log() =>
        Assert.Equal("0\tmade.txt:1\t\tTooShort { Characters = 1, Least = 2 }",
            new Cleaner(new() { MinCharacters = 2 }).Judge(Scratch.Documents(["x"])).Single().ToString());

    [Fact]
    public void The_report_is_the_json_it_was()
    {
        var cleaner = new Cleaner(new() { MinCharacters = 2, Scripts = [Script.Hangul] });
        foreach (var _ in cleaner.Judge(Scratch.Documents(["안녕 하세요", "x", "字字", "안녕 하세요"]))) { }
        Testing.Snapshot.Match(cleaner.Report.ToJson());
    }

    [Fact]
    public void Options_out_of_range_are_errors()
    {
        static string Message(Action work) => Assert.Throws<DataException>(work).Message;
        Assert.Equal("MinCharacters must not be negative, got -1",
            Message(() => _ = new CleaningOptions { MinCharacters = -1 }));
        Assert.Equal("MinScriptShare must be from 0 to 1, got 1.5",
            Message(() => _ = new CleaningOptions { MinScriptShare = 1.5 }));
        Assert.Equal("NearDuplicateSimilarity must be above 0 and at most 1, got 0",
            Message(() => _ = new CleaningOptions { NearDuplicateSimilarity = 0 }));
    }
}
