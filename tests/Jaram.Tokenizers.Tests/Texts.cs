using CsCheck;

namespace Jaram.Tokenizers.Tests;

/// <summary>Text to try things on: random from many scripts, and a little of three languages to learn from.</summary>
internal static class Texts
{
    private static readonly string[] _lines =
    [
        "나라의 모델은 나라의 글로 자란다. 자람은 그 자라는 길을 처음부터 끝까지 적는다.",
        "민원실에서 서류를 떼려면 신분증이 필요합니다. 신분증이 없으면 다시 오셔야 합니다.",
        "The office opens at 9 and closes at 18; it's closed on the 1st of every month.\r\nThey'll tell you.",
        "النموذج يتعلم من نصوص بلده، والمكتب يفتح في التاسعة.",
        "ㅋㅋㅋㅋ 정말 재밌었어요!!! 또 볼게요~ ^^ 2026년 3월 1일",
    ];

    /// <summary>Documents to train a small tokenizer on.</summary>
    public static IReadOnlyList<string> Documents { get; } =
        [.. Enumerable.Range(0, 60).Select(n => $"{_lines[n % _lines.Length]} {_lines[n * 7 % _lines.Length]}")];

    /// <summary>A tokenizer of 400 tokens.</summary>
    public static Tokenizer Small { get; } = Train(Documents, new BpeRecipe { Vocabulary = 400 });

    /// <summary>Code points, first and last, that every Unicode since version 6 knows alike.</summary>
    private static readonly (int First, int Last)[] _blocks =
    [
        ('a', 'z'), ('A', 'Z'), ('0', '9'), (' ', '/'), (':', '@'), (' ', ' '), ('\t', '\r'), (0x85, 0x85),
        (0xA0, 0x17F), (0x300, 0x34E), (0x391, 0x3A1), (0x3B1, 0x3C9), (0x410, 0x44F), (0x591, 0x5C7), (0x5D0, 0x5EA),
        (0x620, 0x655), (0x660, 0x669), (0x915, 0x939), (0x93C, 0x94D), (0x958, 0x95F), (0x9C7, 0x9C8), (0x9CB, 0x9CC),
        (0xB47, 0xB48), (0xB4B, 0xB4C), (0xDD9, 0xDDE), (0xE01, 0xE3A), (0xE40, 0xE4E), (0xF40, 0xF47), (0xF71, 0xF84),
        (0x1100, 0x1112), (0x1161, 0x1175), (0x11A7, 0x11C2), (0x1780, 0x17B3), (0x17B6, 0x17D3), (0x1E00, 0x1EFF),
        (0x1F00, 0x1F15), (0x2000, 0x200F), (0x2028, 0x202F), (0x2160, 0x2188), (0x212A, 0x212B), (0x3000, 0x3003),
        (0x3041, 0x3096), (0x3099, 0x309A), (0x3131, 0x3163), (0x4E00, 0x4F00), (0xAC00, 0xD7A3), (0xF900, 0xFA0D),
        (0xFB1D, 0xFB36), (0xFEFF, 0xFEFF), (0xFFFD, 0xFFFD), (0x1D15E, 0x1D164), (0x1D165, 0x1D172),
        (0x1F1E6, 0x1F1FF), (0x1F600, 0x1F64F), (0x1F3FB, 0x1F3FF), (0x20000, 0x20010), (0x2F800, 0x2F810), (0x1109A, 0x110BA),
    ];

    /// <summary>One character of many scripts.</summary>
    private static readonly Gen<string> _character =
        Gen.OneOf([.. _blocks.Select(block => Gen.Int[block.First, block.Last])]).Select(char.ConvertFromUtf32);

    /// <summary>What the rules treat specially, whole.</summary>
    private static readonly Gen<string> _phrase = Gen.OneOfConst("'s", "'LL", "'re", "don't", "\r\n", "  ", "\n\n", "각",
        "\u1100\u1161\u11A8", "\u05E9\u05BC\u05C1", "\u0915\u093C", "👩\u200D👩\u200D👧", "<|end|>", "<|bos|", "\uFDFA",
        "\u212B", "e\u0323\u0302", "'\u017F", "한국어를", "e\u0301\u0323");

    /// <summary>Valid text of many scripts, not in any normal form.</summary>
    public static Gen<string> Any { get; } =
        Gen.Frequency((4, _character), (1, _phrase)).Array[0, 24].Select(string.Concat);

    /// <summary>The same within the Basic Multilingual Plane.</summary>
    public static Gen<string> Basic { get; } = Any.Select(text => string.Concat(text.Where(c => !char.IsSurrogate(c))));

    /// <summary>Text with halves of surrogate pairs in it.</summary>
    public static Gen<string> Broken { get; } =
        Gen.Frequency((4, _character), (1, Gen.Char['\uD800', '\uDFFF'].Select(c => c.ToString()))).Array[0, 24]
            .Select(string.Concat);

    /// <summary>Ids of the small tokenizer in any order, specials too.</summary>
    public static Gen<int[]> Ids { get; } = Gen.Int[0, Small.Count - 1].Array[0, 30];

    /// <summary>Trains until the test is told to stop.</summary>
    public static Tokenizer Train(
        IEnumerable<string> documents, BpeRecipe recipe, IProgress<BpeProgress>? progress = null) =>
        BpeTrainer.Train(documents, recipe, progress, TestContext.Current.CancellationToken);
}
