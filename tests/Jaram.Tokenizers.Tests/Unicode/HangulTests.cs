using System.Text;

namespace Jaram.Tokenizers.Tests;

public sealed class HangulTests
{
    [Fact]
    public void Every_syllable_comes_apart_and_together_again()
    {
        for (var syllable = 0xAC00; syllable <= 0xD7A3; syllable++)
        {
            var (initial, vowel, final) = Hangul.Parts(syllable);
            var open = Hangul.Compose(initial, vowel);
            Assert.Equal(syllable, final == 0 ? open : Hangul.Compose(open, final));
        }
    }

    [Fact]
    public void Only_what_the_runtime_joins_is_joined()
    {
        int[] codes = [0x10FF, 0x1100, 0x1112, 0x1113, 0x1160, 0x1161, 0x1175, 0x1176, 0x11A7, 0x11A8, 0x11C2, 0x11C3,
            0xABFF, 0xAC00, 0xAC01, 0xD788, 0xD7A3, 0xD7A4];
        foreach (var first in codes)
            foreach (var second in codes)
            {
                var joined = $"{(char)first}{(char)second}".Normalize(NormalizationForm.FormC);
                Assert.Equal(joined.Length == 1 ? joined[0] : 0, Hangul.Compose(first, second));
            }
    }
}
