// Source: Apache Parquet format 2.11, "Nested Encoding": repetition level 0 starts a row; a value is there when its
// definition level is the highest.

using System.Text;
using System.Text.Unicode;
using Parquet;
using Parquet.Schema;

namespace Jaram.Training.Data;

/// <summary>Reads a Parquet table row group by row group: a column "text", or "messages" as a list of structs with
/// "role" and "content"; with columns "language", "licence" (or "license"), "source" and "id" if it has them.</summary>
internal static class ParquetDocuments
{
    public static IEnumerable<Document> Read(CorpusFile file)
    {
        using var stream = Decompression.OpenSeekable(file);
        var reader = Wait(file, () => ParquetReader.CreateAsync(stream, leaveStreamOpen: true));
        var row = 0L;
        for (var g = 0; g < reader.RowGroupCount; g++)
        {
            using var group = reader.OpenRowGroupReader(g);
            foreach (var document in new Table(file, reader.Schema, group).Documents(row)) yield return document;
            row += group.RowCount;
        }
    }

    /// <summary>Parquet.Net is asynchronous, streams of documents are not; there is no context to block.</summary>
    private static T Wait<T>(CorpusFile file, Func<Task<T>> read)
    {
        try
        {
            return Task.Run(read).GetAwaiter().GetResult();
        }
        catch (NotImplementedException)
        {
            throw new DataException($"{file.Name}: has lists in version 2 data pages, which cannot be read yet; "
                + "write it with version 1 data pages (the default of pyarrow), or as .jsonl");
        }
        catch (Exception e) when (e is not DataException)
        {
            throw new DataException($"{file.Name}: is no sound Parquet file: {e.Message.ReplaceLineEndings(" ")}; "
                + "write or copy it again");
        }
    }

    /// <summary>One row group.</summary>
    private sealed class Table(CorpusFile file, ParquetSchema schema, ParquetRowGroupReader group)
    {
        public IEnumerable<Document> Documents(long rowsBefore)
        {
            Place At(int row) => new(file.Name, rowsBefore + row + 1);

            var contents = Contents(At);
            var (sources, ids, languages) = (Optional("source"), Optional("id"), Optional("language"));
            var licences = Field("licence") is null ? Optional("license") : Optional("licence");
            for (var row = 0; row < contents.Length; row++)
                yield return new()
                {
                    Content = contents[row],
                    Place = At(row),
                    Origin = sources[row],
                    Id = ids[row],
                    Language = languages[row],
                    Licence = licences[row],
                };
        }

        private Content[] Contents(Func<int, Place> at)
        {
            if (Field("text") is { } text)
                return [.. Strings(text).Select((words, row) => new Content.Prose(words
                    ?? throw new DataException($"{at(row)}: \"text\" is null, it must be a string")))];
            if (Field("messages", "role") is not { } role || Field("messages", "content") is not { } content)
                throw new DataException($"{file.Name}: has neither a column \"text\" nor \"messages\" with \"role\" "
                    + $"and \"content\" but {string.Join(", ", schema.Fields.Select(field => field.Name))}; "
                    + "rename the column that holds the text");
            return [.. Lists(role).Zip(Lists(content)).Select((row, number) => new Content.Conversation(
                [.. row.First.Zip(row.Second, (who, words) => ConversationRules.Turn(at(number), who, words))]))];
        }

        private DataField? Field(string column, string part = "") => schema.DataFields.FirstOrDefault(field =>
            field.Path.FirstPart == column && (part == "" ? field.Path.Length == 1 : field.Path.ToList()[^1] == part));

        private string[] Optional(string column) => Field(column) is { } field
            ? Array.ConvertAll(Strings(field), value => value ?? "")
            : Enumerable.Repeat("", checked((int)group.RowCount)).ToArray();

        private string?[] Strings(DataField field)
        {
            var count = checked((int)group.RowCount);
            if (field.ClrType == typeof(ReadOnlyMemory<byte>))
            {
                var bytes = new byte[]?[count];
                Wait(file, async () => { await group.ReadAsync(field, bytes.AsMemory()); return 0; });
                return [.. bytes.Select((value, row) => value is null ? null : Decode(value, row))];
            }
            if (field.ClrType != typeof(ReadOnlyMemory<char>))
                throw new DataException($"{file.Name}: column \"{field.Name}\" holds {field.ClrType.Name}, "
                    + "it must hold strings");
            var strings = new string?[count];
            Wait(file, async () => { await group.ReadAsync(field, strings.AsMemory()); return 0; });
            return strings;

            string Decode(byte[] value, int row) => Utf8.IsValid(value)
                ? Encoding.UTF8.GetString(value)
                : throw new DataException($"{file.Name}: column \"{field.Name}\" is not UTF-8 in row {row + 1} "
                    + "of a row group; write it as strings");
        }

        /// <summary>The strings of a column of lists, row by row; rows without a list are empty.</summary>
        private List<string>[] Lists(DataField field)
        {
            var count = checked((int)(group.GetMetadata(field)?.MetaData?.NumValues ?? 0));
            var values = new ReadOnlyMemory<char>[count];
            var (defined, repeated) = (new int[count], new int[count]);
            Wait(file, async () =>
            {
                await group.ReadRawAsync<ReadOnlyMemory<char>>(field, values, defined, repeated);
                return 0;
            });
            var rows = Enumerable.Range(0, checked((int)group.RowCount)).Select(_ => new List<string>()).ToArray();
            var (row, next) = (-1, 0);
            for (var i = 0; i < count; i++)
            {
                if (repeated[i] == 0) row++;
                if (defined[i] == field.MaxDefinitionLevel) rows[row].Add(values[next++].ToString());
            }
            return rows;
        }
    }
}
