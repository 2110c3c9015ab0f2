namespace Jaram.Exchange;

/// <summary>How other people keep models.</summary>
public enum Format
{
    /// <summary>A folder with config.json and safetensors, as Hugging Face transformers reads it.</summary>
    HuggingFace,

    /// <summary>One GGUF file, as llama.cpp reads it.</summary>
    Gguf,
}

/// <summary>What happens to modules that foresee further tokens. No answer of the model needs them.</summary>
public enum AheadModules
{
    /// <summary>A model that has some is refused.</summary>
    Refuse,

    /// <summary>They are left out, and that is told.</summary>
    LeaveOut,
}
