namespace Jaram.Architecture.Originality;

/// <summary>The four levels of originality that Korea's programme names (Ministry of Science and ICT, 2026-08-18, annex
/// 2; "architecture" from the ministry's explanation of 2026-08-20).</summary>
public enum Tier
{
    /// <summary>Quantitative change: sizes and usual options (하이퍼파라미터 변경 등 양적 변형).</summary>
    Quantitative = 1,

    /// <summary>Change of modules or blocks (모듈·블록 레벨 등 질적 변형).</summary>
    ModuleOrBlock = 2,

    /// <summary>Of how it is made: data pipeline, growth (데이터 파이프라인의 효율적 개선 및 혁신).</summary>
    Making = 3,

    /// <summary>Of the architecture: how what is kept grows, how blocks are wired (아키텍처 수준 혁신).</summary>
    Architecture = 4,
}
