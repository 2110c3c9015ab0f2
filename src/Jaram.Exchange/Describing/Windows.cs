// Which layers read a window only: a list of words, or a pattern that repeats.
// Source: huggingface/transformers, configuration_exaone4.py, configuration_gemma3.py, configuration_olmo3.py.

using Jaram.Architecture.Atlas.Mixers;

namespace Jaram.Exchange.Describing;

/// <summary>Windows by layer.</summary>
internal static class Windows
{
    /// <summary>The word of a layer that reads everything.</summary>
    public const string Full = "full_attention";

    /// <summary>The word of a layer that reads a window.</summary>
    public const string Sliding = "sliding_attention";

    /// <summary>The layer's mixer, with a window where the file says so.</summary>
    /// <param name="config">The file.</param>
    /// <param name="layer">Which layer.</param>
    /// <param name="mixer">The mixer without one.</param>
    /// <param name="period">Of so many layers the last reads everything, if the file does not say; 0 for all.</param>
    public static (string Name, SoftmaxMixer Mixer) Put(Decoder config, int layer, SoftmaxMixer mixer, int period)
    {
        var word = config.WordOf("layer_types", layer, i => ByPattern(config, i, period));
        if (config.Facts.Has("layer_types") && HasPattern(config) && ByPattern(config, layer, period) is var said
            && said != word)
            throw config.Facts.Wrong("layer_types", $"{word} in layer {layer}",
                $"{said}, as sliding_window_pattern says");
        return word switch
        {
            Full => ("full", mixer),
            Sliding => ("local", mixer with { Window = config.Facts.Whole("sliding_window") }),
            _ => throw config.Facts.Wrong("layer_types", word, $"{Full} or {Sliding}"),
        };
    }

    private static bool HasPattern(Decoder config) => config.Facts.Has("sliding_window_pattern");

    private static string ByPattern(Decoder config, int layer, int period)
    {
        if (!config.Facts.Has("sliding_window")) return Full;
        if (!HasPattern(config)) return period == 0 || (layer + 1) % period == 0 ? Full : Sliding;
        if (config.Facts.IsText("sliding_window_pattern"))
        {
            var letters = config.Facts.Text("sliding_window_pattern");
            if (letters == "" || letters.Any(letter => letter is not ('L' or 'G')))
                throw config.Facts.Wrong("sliding_window_pattern", letters, "letters L and G, as in LLLG");
            return letters[layer % letters.Length] == 'L' && layer < config.Layers - 1 ? Sliding : Full;
        }
        var every = config.Facts.Whole("sliding_window_pattern");
        return every == 0 || (layer + 1) % every == 0 ? Full : Sliding;
    }
}
