namespace Jaram.Village;

/// <summary>A language the village is written in.</summary>
public enum Language
{
    /// <summary>Korean, polite style; code "ko".</summary>
    Korean,

    /// <summary>English, British spelling; code "en".</summary>
    English,

    /// <summary>Modern Standard Arabic with Western digits; code "ar".</summary>
    Arabic,
}

/// <summary>The short names of the languages.</summary>
public static class LanguageCode
{
    /// <summary>The ISO 639-1 code: "ko", "en" or "ar".</summary>
    public static string Code(this Language language) => language switch
    {
        Language.Korean => "ko",
        Language.English => "en",
        Language.Arabic => "ar",
        _ => throw new VillageException($"language {(int)language} is unknown; give Korean, English or Arabic"),
    };
}
