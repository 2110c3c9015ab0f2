// Cells with their kinds as pandas infers them, column by column: whole numbers, numbers, true or false, else text; an
// empty cell is None and makes whole numbers of its column real ones.
// Source: RFC 4180; pandas, read_csv (what datasets' csv builder calls); missing values as in its na_values.

using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Jaram.Assay.Tasks.Templates;

namespace Jaram.Assay.Tasks.Documents;

/// <summary>Reads tables of cells with a header.</summary>
internal static class CsvTable
{
    private static readonly string[] _missing =
        ["", "#N/A", "#N/A N/A", "#NA", "-1.#IND", "-1.#QNAN", "-NaN", "-nan", "1.#IND", "1.#QNAN", "<NA>", "N/A", "NA",
            "NULL", "NaN", "None", "n/a", "nan", "null"];

    /// <summary>Reads a file's text.</summary>
    /// <param name="text">UTF-8, decoded.</param>
    /// <param name="delimiter">Between cells.</param>
    /// <param name="isQuoted">Cells may stand in quotes.</param>
    /// <param name="place">The file, for errors.</param>
    /// <exception cref="EvaluationException">A row has another number of cells than the header.</exception>
    public static ImmutableArray<Value.Named> Read(string text, char delimiter, bool isQuoted, string place)
    {
        var rows = Rows(text, delimiter, isQuoted, place).ToList();
        if (rows.Count == 0) throw new EvaluationException($"{place}: is empty; it must begin with a row of names");
        var heads = rows[0];
        foreach (var (number, row) in rows.Index().Skip(1))
            if (row.Count != heads.Count)
                throw new EvaluationException(
                    $"{place}, row {number + 1}: has {row.Count} cells, the header {heads.Count}; "
                    + "correct the file, or its delimiter and quoting in dataset_kwargs");
        Value[][] columns = [.. heads.Select((_, at) => Column([.. rows.Skip(1).Select(row => row[at])]))];
        return [.. Enumerable.Range(0, rows.Count - 1).Select(row => new Value.Named(
            [.. heads.Select((head, at) => KeyValuePair.Create(head, columns[at][row]))]))];
    }

    private static Value[] Column(string[] cells)
    {
        bool IsMissing(string cell) => _missing.Contains(cell);
        var given = cells.Where(cell => !IsMissing(cell)).ToList();
        Func<string, Value> make = given switch
        {
            [] => _ => Value.None,
            _ when given.TrueForAll(IsWhole) => given.Count == cells.Length
                ? cell => new Value.Whole(long.Parse(cell, CultureInfo.InvariantCulture))
                : cell => new Value.Real(double.Parse(cell, CultureInfo.InvariantCulture)),
            _ when given.TrueForAll(IsReal) => cell => new Value.Real(double.Parse(cell, CultureInfo.InvariantCulture)),
            _ when given.Count == cells.Length && given.TrueForAll(IsTruth) =>
                cell => new Value.Truth(cell is "True" or "TRUE" or "true"),
            _ => cell => new Value.Text(cell),
        };
        return [.. cells.Select(cell => IsMissing(cell) ? Value.None : make(cell))];
    }

    private static bool IsWhole(string cell) =>
        long.TryParse(cell, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _);

    private static bool IsReal(string cell) => double.TryParse(cell,
        NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent,
        CultureInfo.InvariantCulture, out _);

    private static bool IsTruth(string cell) => cell is "True" or "TRUE" or "true" or "False" or "FALSE" or "false";

    private static IEnumerable<List<string>> Rows(string text, char delimiter, bool isQuoted, string place)
    {
        var (row, cell, inside, wasQuoted) = (new List<string>(), new StringBuilder(), false, false);
        for (var at = 0; at < text.Length; at++)
        {
            var letter = text[at];
            if (inside)
            {
                if (letter != '"') cell.Append(letter);
                else if (at + 1 < text.Length && text[at + 1] == '"') cell.Append(text[++at]);
                else inside = false;
            }
            else if (isQuoted && letter == '"' && cell.Length == 0 && !wasQuoted) (inside, wasQuoted) = (true, true);
            else if (letter == delimiter) EndCell();
            else if (letter is '\n' or '\r')
            {
                if (letter == '\r' && at + 1 < text.Length && text[at + 1] == '\n') at++;
                if (row.Count == 0 && cell.Length == 0 && !wasQuoted) continue;     // a blank line is no row
                EndCell();
                yield return row;
                row = [];
            }
            else cell.Append(letter);
        }
        if (inside) throw new EvaluationException(
            $"{place}: a quote never ends; correct it, or set quoting: 3 in dataset_kwargs");
        if (row.Count == 0 && cell.Length == 0) yield break;
        EndCell();
        yield return row;

        void EndCell()
        {
            row.Add(cell.ToString());
            cell.Clear();
            wasQuoted = false;
        }
    }
}
