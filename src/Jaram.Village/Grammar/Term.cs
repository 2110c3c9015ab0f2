namespace Jaram.Village.Grammar;

/// <summary>The gender that Arabic verbs and family words agree with.</summary>
internal enum Gender
{
    Masculine,
    Feminine,
}

/// <summary>One thing and what it is called in each language.</summary>
internal sealed record Term(string Korean, string English, string Arabic, Gender Gender = Gender.Masculine)
{
    public string In(Language language) => language switch
    {
        Language.Korean => Korean,
        Language.English => English,
        _ => Arabic,
    };

    /// <summary>A number that is written alike everywhere.</summary>
    public static Term Number(string digits) => new(digits, digits, digits);

    /// <summary>True if some language cannot tell the two apart.</summary>
    public bool LooksLike(Term other) =>
        Korean == other.Korean || English == other.English || Arabic == other.Arabic;
}
