using System.Globalization;
using System.Text;
using Jaram.Cli.Printing.Paper;

namespace Jaram.Cli.Tests.Printing;

public sealed class PdfFileTests
{
    [Fact]
    public void The_table_says_where_each_object_begins()
    {
        var file = new PdfFile();
        var (root, about) = (file.Reserve(), file.Add("<</Title (a)>>"));
        file.AddStream("", "some text"u8);
        file.Set(root, "<</Type /Catalog>>");
        var text = Encoding.Latin1.GetString(file.ToBytes(root, about, "00"));
        var table = int.Parse(text[(text.IndexOf("startxref\n", StringComparison.Ordinal) + 10)..].Split('\n')[0],
            CultureInfo.InvariantCulture);
        Assert.Equal("xref\n0 4\n", text.Substring(table, 9));
        for (var number = 1; number <= 3; number++)
        {
            var line = text.Substring(table + 9 + 20 * number, 20);
            Assert.Equal(" 00000 n \n", line[10..]);
            var start = int.Parse(line[..10], CultureInfo.InvariantCulture);
            Assert.StartsWith($"{number} 0 obj\n", text[start..], StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(0.1234567, "0.123")]
    [InlineData(-12.5, "-12.5")]
    [InlineData(3, "3")]
    public void Numbers_are_written_without_exponents(double value, string says) => Assert.Equal(says, PdfFile.Number(value));
}
