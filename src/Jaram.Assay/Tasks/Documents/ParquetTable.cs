// Source: Apache Parquet format 2.11, "Nested Encoding": repetition level 0 starts a row; a value is there when its
// definition level is the highest.

using System.Collections.Immutable;
using Jaram.Assay.Tasks.Templates;
using Parquet;
using Parquet.Schema;

namespace Jaram.Assay.Tasks.Documents;

/// <summary>Reads tables of texts, numbers and truths, of lists of these, and of structs of both.</summary>
internal static class ParquetTable
{
    /// <summary>Reads a file.</summary>
    /// <param name="bytes">All of it.</param>
    /// <param name="place">The file, for errors.</param>
    /// <exception cref="EvaluationException">It is no sound Parquet file, or holds what is not read here.</exception>
    public static ImmutableArray<Value.Named> Read(byte[] bytes, string place)
    {
        try
        {
            return Task.Run(() => ReadAsync(bytes, place)).GetAwaiter().GetResult();
        }
        catch (Exception e) when (e is not EvaluationException)
        {
            throw new EvaluationException($"{place}: is no sound Parquet file: {e.Message.ReplaceLineEndings(" ")}; "
                + "copy it again, or write it as .jsonl");
        }
    }

    private static async Task<ImmutableArray<Value.Named>> ReadAsync(byte[] bytes, string place)
    {
        using var stream = new MemoryStream(bytes);
        await using var reader = await ParquetReader.CreateAsync(stream);
        var rows = ImmutableArray.CreateBuilder<Value.Named>();
        for (var g = 0; g < reader.RowGroupCount; g++)
        {
            using var group = reader.OpenRowGroupReader(g);
            var columns = new List<(ImmutableArray<string> Path, Value[] Values)>();
            foreach (var field in reader.Schema.DataFields)
                columns.Add((Names(field), await ColumnAsync(group, field, place)));
            for (var row = 0; row < group.RowCount; row++)
                rows.Add(Row(columns, row));
        }
        return rows.ToImmutable();
    }

    /// <summary>A field's path without the words that only say that it is a list.</summary>
    private static ImmutableArray<string> Names(DataField field) =>
        [.. field.Path.ToList().Where((name, at) => at == 0 || name is not ("list" or "element" or "array" or "item"))];

    private static Value.Named Row(List<(ImmutableArray<string> Path, Value[] Values)> columns, int row) => new(
        [.. columns.GroupBy(column => column.Path[0]).Select(group => KeyValuePair.Create(group.Key,
            group.First() is { Path.Length: 1 } only
                ? only.Values[row]
                : new Value.Named([.. group.Select(part => KeyValuePair.Create(string.Join('.', part.Path.Skip(1)),
                    part.Values[row]))])))]);

    private static Task<Value[]> ColumnAsync(ParquetRowGroupReader group, DataField field, string place) =>
        field.ClrType switch
        {
            var t when t == typeof(ReadOnlyMemory<char>) =>
                ColumnAsync<ReadOnlyMemory<char>>(group, field, text => new Value.Text(text.ToString())),
            var t when t == typeof(int) => ColumnAsync<int>(group, field, number => new Value.Whole(number)),
            var t when t == typeof(long) => ColumnAsync<long>(group, field, number => new Value.Whole(number)),
            var t when t == typeof(short) => ColumnAsync<short>(group, field, number => new Value.Whole(number)),
            var t when t == typeof(double) => ColumnAsync<double>(group, field, number => new Value.Real(number)),
            var t when t == typeof(float) => ColumnAsync<float>(group, field, number => new Value.Real(number)),
            var t when t == typeof(bool) => ColumnAsync<bool>(group, field, truth => new Value.Truth(truth)),
            var other =>
                throw new EvaluationException($"{place}: column {field.Path} holds {other.Name}, Jaram reads texts, "
                + "numbers and truths; write it as .jsonl"),
        };

    /// <summary>A column's values row by row; those of a list field are gathered in lists.</summary>
    private static async Task<Value[]> ColumnAsync<T>(ParquetRowGroupReader group, DataField field, Func<T, Value> make)
        where T : struct
    {
        var count = checked((int)(group.GetMetadata(field)?.MetaData?.NumValues ?? 0));
        var (values, defined, repeated) = (new T[count], new int[count], new int[count]);
        await group.ReadRawAsync<T>(field, values, defined, repeated);
        var isList = field.MaxRepetitionLevel > 0;
        var lists = new List<List<Value>>();
        var next = 0;
        for (var i = 0; i < count; i++)
        {
            if (!isList || repeated[i] == 0) lists.Add([]);
            if (field.MaxDefinitionLevel == 0 || defined[i] == field.MaxDefinitionLevel)
                lists[^1].Add(make(values[next++]));
            else if (!isList) lists[^1].Add(Value.None);
        }
        return [.. lists.Select(list => isList ? new Value.Many(list) : list[0])];
    }
}
