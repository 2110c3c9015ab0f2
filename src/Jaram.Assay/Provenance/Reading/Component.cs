// What a verdict is given on: a model may have its decoder from one place and its eyes from another.
// Source: ours.

namespace Jaram.Assay.Provenance.Reading;

/// <summary>A part of a model that has a verdict of its own.</summary>
public enum Component
{
    /// <summary>Rows of tokens.</summary>
    Embedding,

    /// <summary>What mixes tokens, in all layers.</summary>
    Attention,

    /// <summary>Dense feed-forward networks, shared experts among them.</summary>
    Mlp,

    /// <summary>Routed experts.</summary>
    Experts,

    /// <summary>What chooses experts.</summary>
    Router,

    /// <summary>Rows that score tokens, where they are not the embedding.</summary>
    Head,

    /// <summary>Modules that predict further ahead.</summary>
    Ahead,

    /// <summary>An encoder of images.</summary>
    Vision,

    /// <summary>An encoder of sound.</summary>
    Audio,

    /// <summary>What brings an encoder's width to the decoder's.</summary>
    Projector,

    /// <summary>Gains of norms, biases, tables: listed, never judged.</summary>
    Norms,

    /// <summary>Tensors whose names say nothing.</summary>
    Unknown,
}
