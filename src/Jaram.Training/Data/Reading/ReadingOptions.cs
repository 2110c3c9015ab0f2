namespace Jaram.Training.Data;

/// <summary>How plain text is divided into documents. JSON and Parquet say it themselves.</summary>
public sealed record ReadingOptions
{
    /// <summary>For every .txt file; <see cref="Layout.Auto"/>.</summary>
    public Layout Text
    {
        get;
        init => field = value <= Layout.WholeFile
            ? value
            : throw new DataException($"plain text cannot be read as {value}; "
                + "choose Auto, Lines, Paragraphs or WholeFile");
    }

    /// <summary>With <see cref="Layout.Paragraphs"/>: whole paragraphs are gathered until a document has at least so
    /// many characters (UTF-16), so that what belongs together is learnt together; 0 gathers none; 4,096.</summary>
    public int PassageCharacters
    {
        get;
        init => field = value >= 0
            ? value
            : throw new DataException($"PassageCharacters must not be negative, got {value}");
    } = 4096;
}
