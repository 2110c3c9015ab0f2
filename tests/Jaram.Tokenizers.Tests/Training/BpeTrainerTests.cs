using System.Text;
using CsCheck;

namespace Jaram.Tokenizers.Tests;

public sealed class BpeTrainerTests
{
    private static readonly BpeRecipe _recipe = new() { Vocabulary = 300, Threads = 1 };

    [Fact]
    public void The_vocabulary_is_that_of_counting_all_pairs_again_each_time() =>
        Gen.OneOf(Texts.Any, Gen.Char["ab "].Array[0, 30].Select(letters => new string(letters))).Array[1, 6]
            .Sample(texts => Assert.Equal(PlainMerges(texts, most: 40, minimum: 2),
                Merges(Texts.Train(texts, _recipe with { Vocabulary = Vocabulary.FirstMerge + 40 }))));

    [Fact]
    public void Neither_threads_nor_the_order_of_documents_show_in_the_vocabulary() =>
        Gen.Select(Gen.Shuffle(Texts.Documents.ToArray()), Gen.Int[1, 4]).Sample((documents, threads) =>
            Assert.Equal(Texts.Small.Digest,
                Texts.Train(documents, new BpeRecipe { Vocabulary = 400, Threads = threads }).Digest), iter: 20);

    [Fact]
    public void Documents_twice_over_give_the_same_vocabulary() =>
        Assert.Equal(
            Texts.Train(Texts.Documents, _recipe with { MinimumCount = 1 }).Digest,
            Texts.Train(Texts.Documents.Concat(Texts.Documents), _recipe with { MinimumCount = 1 }).Digest);

    /// <summary>A change of this digest is a change of every tokenizer from here on.</summary>
    [Fact]
    public void The_same_documents_give_the_same_bytes_on_every_machine() =>
        Assert.Equal("c4218c5650707054d6190ccbc6d4b2babebdc2602158bcf629362c43099895bc", Texts.Small.Digest);

    [Fact]
    public void A_pair_too_rare_is_not_joined_and_the_vocabulary_stays_small()
    {
        Assert.Equal(Vocabulary.FirstMerge, Texts.Train(["abc"], _recipe).Count);
        Assert.Equal(Vocabulary.FirstMerge + 2, Texts.Train(["abc"], _recipe with { MinimumCount = 1 }).Count);
    }

    [Fact]
    public void Of_equally_frequent_pairs_the_lower_ids_are_joined_first() =>
        Assert.Equal("ab"u8, Texts.Train(["cd", "cd", "ab", "ab"], _recipe).Bytes(Vocabulary.FirstMerge));

    [Fact]
    public void Text_spelled_in_two_ways_is_counted_as_one() =>
        Assert.Equal(Texts.Train(["가가 각", "가각"], _recipe).Digest,
            Texts.Train(["\u1100\u1161가 각", "가\u1100\u1161\u11A8"], _recipe).Digest);

    [Fact]
    public void A_failing_stream_of_documents_fails_with_its_own_error()
    {
        static IEnumerable<string> Documents()
        {
            yield return "one";
            throw new InvalidDataException("line 2 is not text");
        }
        Assert.Throws<InvalidDataException>(() => Texts.Train(Documents(), _recipe));
    }

    [Fact]
    public void Cancelling_stops_it()
    {
        using var cancel = new CancellationTokenSource();
        cancel.Cancel();
        Assert.Throws<OperationCanceledException>(() => BpeTrainer.Train(["a"], _recipe, cancel: cancel.Token));
    }

    [Fact]
    public void Progress_ends_with_all_documents_and_all_tokens()
    {
        var last = new Reports();
        Texts.Train(Texts.Documents, _recipe, last);
        Assert.Equal(new BpeProgress(Texts.Documents.Count, 300, 300), last.Value);
    }

    [Theory]
    [InlineData(261)]
    [InlineData((1 << 20) + 1)]
    public void A_size_no_vocabulary_can_have_is_refused(int size) =>
        Assert.Equal($"Vocabulary is {size}, it must be from 262 to 1048576.",
            Assert.Throws<TokenizerException>(() => new BpeRecipe { Vocabulary = size }).Message);

    private static IEnumerable<string> Merges(Tokenizer tokenizer) =>
        Enumerable.Range(Vocabulary.FirstMerge, tokenizer.Count - Vocabulary.FirstMerge)
            .Select(id => Convert.ToHexString(tokenizer.Bytes(id)));

    /// <summary>Training as it is told in a sentence, with lists: the truth for the fast one.</summary>
    private static List<string> PlainMerges(string[] texts, int most, int minimum)
    {
        var words = texts.SelectMany(text => PieceScannerTests.Pieces(Nfc.Normalize(text))).Select(Encoding.UTF8.GetBytes)
            .Select(bytes => bytes.Select(value => Vocabulary.FirstByte + value).ToList()).ToList();
        var tokens = Enumerable.Range(0, Vocabulary.FirstMerge)
            .Select(id => id < Vocabulary.FirstByte ? "" : $"{id - Vocabulary.FirstByte:X2}").ToList();
        var barred = new HashSet<(int, int)>();
        while (tokens.Count < Vocabulary.FirstMerge + most)
        {
            var best = words.SelectMany(word => word.Zip(word.Skip(1)))
                .Where(pair => !barred.Contains(pair)).CountBy(pair => pair).Where(pair => pair.Value >= minimum)
                .OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key).FirstOrDefault().Key;
            if (best == default) break;
            barred.Add(best);
            var made = tokens[best.First] + tokens[best.Second];
            if (tokens.Contains(made)) continue;
            foreach (var word in words)
                for (var i = 0; i + 1 < word.Count; i++)
                {
                    if ((word[i], word[i + 1]) != best) continue;
                    word[i] = tokens.Count;
                    word.RemoveAt(i + 1);
                }
            tokens.Add(made);
        }
        return tokens[Vocabulary.FirstMerge..];
    }

    private sealed class Reports : IProgress<BpeProgress>
    {
        public BpeProgress Value { get; private set; }

        public void Report(BpeProgress value) => Value = value;
    }
}
