namespace Jaram.Cli.Comparing;

/// <summary>How a page looks on a screen by day and night, and on A4.</summary>
internal static class SheetStyle
{
    /// <summary>The style sheet.</summary>
    public const string Css = """
        :root { color-scheme: light dark; --ink: #1c1b22; --dim: #5d5b6b; --ground: #fff; --card: #f5f4f8;
          --line: #dcd9e4; --good: #0a7a4b; --bad: #b3261e; --mark: #ffe9a8; }
        @media (prefers-color-scheme: dark) { :root { --ink: #eceaf3; --dim: #a5a2b4; --ground: #16151b;
          --card: #211f29; --line: #3a3746; --good: #57d39a; --bad: #ff8a80; --mark: #6b5510; } }
        * { box-sizing: border-box; }
        body { margin: 0 auto; max-width: 62rem; padding: 2rem 1.25rem 3rem; background: var(--ground);
          color: var(--ink); font: 15px/1.55 system-ui, "Noto Sans", "Noto Sans KR", "Noto Sans CJK KR",
          "Malgun Gothic", sans-serif; }
        h1 { font-size: 1.5rem; line-height: 1.25; margin: .1rem 0 1rem; overflow-wrap: anywhere; }
        h2 { font-size: 1.1rem; margin: 2.2rem 0 .4rem; }
        p { margin: .3rem 0 .8rem; color: var(--dim); }
        .kind { margin: 0; font-size: .85rem; letter-spacing: .02em; }
        table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
        th, td { padding: .28rem .9rem .28rem 0; text-align: left; vertical-align: top; }
        th:last-child, td:last-child { padding-right: 0; }
        thead th { color: var(--dim); font-weight: 500; border-bottom: 1px solid var(--line); }
        tbody th { font-weight: 500; color: var(--dim); }
        tbody tr + tr td, tbody tr + tr th { border-top: 1px solid var(--line); }
        th.n, td.n { text-align: right; white-space: nowrap; }
        .digest, code { font: .85em/1.5 ui-monospace, "Noto Sans Mono", "D2Coding", monospace;
          overflow-wrap: anywhere; }
        .cards { display: grid; grid-template-columns: repeat(auto-fit, minmax(9.5rem, 1fr)); gap: .7rem;
          margin: 1.4rem 0; padding: 0; list-style: none; }
        .cards li { background: var(--card); border-radius: .6rem; padding: .8rem .9rem; }
        .cards strong { display: block; font-size: 1.35rem; font-weight: 600; font-variant-numeric: tabular-nums; }
        .cards span { color: var(--dim); font-size: .85rem; }
        .cards .good strong, td.good { color: var(--good); }
        .cards .bad strong, td.bad { color: var(--bad); }
        .scroll { overflow-x: auto; }
        .heat { width: auto; margin-bottom: .8rem; border-collapse: separate; border-spacing: 2px; font-size: .85rem; }
        .heat td { white-space: nowrap; }
        .heat th { min-width: 3.4rem; padding: .35rem .3rem; border: 0 !important; white-space: nowrap;
          text-align: center; }
        .heat tbody th, .heat thead th:first-child { text-align: left; }
        .heat td { padding: .35rem .3rem; text-align: center; border: 0 !important; border-radius: .2rem;
          background: var(--card); print-color-adjust: exact; -webkit-print-color-adjust: exact; }
        .heat td.none { background: none; color: var(--line); }
        .legend { display: flex; align-items: center; gap: .6rem; font-size: .85rem; }
        .probes { width: auto; }
        .probes th, .probes td { padding-right: 1.4rem; }
        .dumbbell { display: block; margin-top: .25rem; }
        .dumbbell line { stroke: var(--dim); stroke-width: 1.5; }
        .dumbbell .from { fill: var(--ground); stroke: var(--dim); }
        .dumbbell .to { fill: var(--ink); }
        .flips th:first-child, .flips td:first-child { width: 1.6rem; font-weight: 700; }
        .flips th.n, .flips td.n { width: 2.6rem; }
        .flips td { overflow-wrap: anywhere; }
        mark { background: var(--mark); color: inherit; border-radius: .2rem; padding: 0 .15rem;
          white-space: pre-wrap; }
        .columns { display: grid; grid-template-columns: repeat(auto-fit, minmax(14rem, 1fr)); gap: 1.5rem;
          align-items: start; }
        footer { margin-top: 2.5rem; border-top: 1px solid var(--line); padding-top: .6rem; font-size: .85rem; }
        @media (max-width: 40rem) { body { padding: 1rem .8rem; } .versions .digest { max-width: 9rem; }
          .versions { font-size: .8rem; } }
        @page { size: A4; margin: 14mm; }
        @media print {
          :root { color-scheme: light; --ink: #000; --dim: #444; --ground: #fff; --card: #f2f2f2; --line: #bbb;
            --good: #005c36; --bad: #8c1d18; --mark: #eee; }
          body { max-width: none; padding: 0; font-size: 9.5pt; }
          h1 { font-size: 15pt; }
          h2 { break-after: avoid; }
          .scroll { overflow: visible; }
          .heat { font-size: 7.5pt; }
          .heat th, .heat td { min-width: 0; padding: .25rem; }
          tr, .cards li { break-inside: avoid; }
          thead { display: table-header-group; }
          mark { outline: .5pt solid #777; }
        }
        """;
}
