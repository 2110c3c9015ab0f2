using System.Globalization;
using CsCheck;

namespace Jaram.Inference.Tests.Constraints;

public sealed class NumberTests
{
    private static readonly Gen<decimal> _number =
        Gen.Select(Gen.Int[-12_345, 12_345], Gen.Int[0, 4]).Select((n, scale) => new decimal(Math.Abs(n), 0, 0, n < 0, (byte)scale));

    [Fact]
    public void A_number_is_written_just_if_it_lies_within_its_bounds() =>
        Gen.Select(_number, _number, Gen.Bool, Gen.Bool, _number.List[1, 40]).Sample((a, b, leastOut, mostOut, numbers) =>
        {
            var (least, most) = (Math.Min(a, b), Math.Max(a, b));
            var text = $$"""
                {"type":"number","{{(leastOut ? "exclusiveMinimum" : "minimum")}}":{{Text(least)}},
                 "{{(mostOut ? "exclusiveMaximum" : "maximum")}}":{{Text(most)}}}
                """;
            if (least == most && (leastOut || mostOut)) return;
            var schema = Writing.Schema(text);
            foreach (var number in numbers.Concat([least, most, least + 0.0001m, most - 0.0001m, 0]))
            {
                if (number == 0 && decimal.IsNegative(number)) continue; // zero has no sign
                var isWithin = (leastOut ? number > least : number >= least) && (mostOut ? number < most : number <= most);
                Assert.True(isWithin == Writing.Takes(schema, Text(number)), $"{number} under {text}");
                Assert.True(isWithin == Writing.IsValid(schema, Text(number)), $"{number} under {text}");
            }
        }, iter: 2_000);

    [Fact]
    public void A_multiple_is_written_just_if_it_is_one() =>
        Gen.Select(Gen.Int[1, 400], Gen.Int[0, 3], Gen.Bool, _number.List[1, 40]).Sample((m, scale, whole, numbers) =>
        {
            var multiple = new decimal(m, 0, 0, false, (byte)scale);
            var schema = Writing.Schema($$"""{"type":"{{(whole ? "integer" : "number")}}","multipleOf":{{Text(multiple)}}}""");
            foreach (var each in numbers.Concat(numbers.Select(n => Math.Round(n) * multiple)))
            {
                var number = decimal.Parse(Text(each).TrimStart('-').Length > 25 ? "0" : Text(each), CultureInfo.InvariantCulture);
                number /= 1.0000000000000000000000000000m; // in its shortest form
                if (number == 0 && decimal.IsNegative(number)) continue;
                var isOne = number % multiple == 0 && (!whole || number % 1 == 0);
                Assert.True(isOne == Writing.Takes(schema, Text(number)), $"{number} of {multiple}");
                Assert.True(isOne == Writing.IsValid(schema, Text(number)), $"{number} of {multiple}");
            }
        }, iter: 500);

    [Fact]
    public void Numbers_compare_exactly()
    {
        var schema = Writing.Schema("""{"type":"integer","minimum":9007199254740993,"maximum":9007199254740993}""");
        Assert.True(Writing.Takes(schema, "9007199254740993"));
        Assert.False(Writing.Takes(schema, "9007199254740992"));
        Assert.True(Writing.IsValid(schema, "9007199254740993"));
        Assert.False(Writing.IsValid(schema, "9007199254740992"));
    }

    private static string Text(decimal number) => number.ToString(CultureInfo.InvariantCulture);
}
