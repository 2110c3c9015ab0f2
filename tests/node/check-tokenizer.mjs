// Compares our tokens with those of Hugging Face's libraries, the one in Rust (tokenizers) and the one in JavaScript
// (@huggingface/tokenizers); our NFC and pieces with those of this JavaScript engine; our chat layout with
// @huggingface/jinja. Needs Node 20. Reads the folder that NodeTests.cs wrote:
//
//   tokenizer.json  template.jinja
//   lines.jsonl     {"form": "utf8" or "utf16", "source": base64, "special", "nfc", "pieces", "ids"}
//   chats.jsonl     {"messages", "open", "ids"}
//   classes.bin     our class of each code point, one byte
//
// Node may know an older or a newer Unicode than we do. What it does not know is left out here, what we do not know
// is left out there and marked 255 in classes.bin.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Template } from '@huggingface/jinja';
import { Tokenizer } from '@huggingface/tokenizers';
import native from 'tokenizers';

const folder = process.argv[2];
const unknown = /\p{Cn}/u;
const text = (name) => readFileSync(join(folder, name), 'utf8');
const rows = (name) => text(name).split('\n').filter(Boolean).map((line) => JSON.parse(line));

const file = JSON.parse(text('tokenizer.json'));
const tokenizer = new Tokenizer(file, {});
const ids = (s) => tokenizer.encode(s, { add_special_tokens: false }).ids;
const rust = native.Tokenizer.fromString(text('tokenizer.json'));
const rustIds = async (s) => [...(await rust.encode(s, null, { addSpecialTokens: false })).getIds()];
const { Regex } = file.pre_tokenizer.pretokenizers[0].pattern;

// JavaScript's \s is not White_Space: it has U+FEFF and lacks U+0085.
const pattern = new RegExp(Regex.replaceAll('\\s', '\\p{White_Space}').replaceAll('\\S', '\\P{White_Space}'), 'gu');

let [compared, skipped] = [0, 0];
const differences = [];
function same(what, input, ours, theirs) {
  compared++;
  const [a, b] = [ours, theirs].map((value) => JSON.stringify(value));
  if (a !== b) differences.push(`${what} of ${JSON.stringify(input)}: ours ${a}, theirs ${b}`);
}

const lines = rows('lines.jsonl');
for (const line of lines) {
  const bytes = Buffer.from(line.source, 'base64');
  const source = line.form === 'utf16'
    ? bytes.toString('utf16le')
    : new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  if (unknown.test(source)) {
    skipped++;
    continue;
  }
  same('ids', source, line.ids, ids(source));
  same('ids in Rust', source, line.ids, await rustIds(source.toWellFormed()));
  if (line.special) continue;
  const nfc = source.toWellFormed().normalize('NFC');
  same('NFC', source, line.nfc, nfc);
  same('pieces', source, line.pieces, nfc.match(pattern) ?? []);
  if (line.ids.length === 0) continue;
  same('text', source, line.nfc, tokenizer.decode(line.ids, { clean_up_tokenization_spaces: false }));
}

const template = new Template(text('template.jinja'));
const chats = rows('chats.jsonl');
for (const { messages, open, ids: ours } of chats) {
  same('chat', messages, ours, ids(template.render({ messages, add_generation_prompt: open })));
}

const classes = readFileSync(join(folder, 'classes.bin'));
const tests = [/\p{L}/u, /\p{M}/u, /\p{N}/u, /[^\P{White_Space}\r\n]/u, /[\r\n]/u];
for (let code = 0; code < classes.length; code++) {
  const character = String.fromCodePoint(code);
  if (classes[code] === 255 || unknown.test(character)) continue;
  same('class', code.toString(16), classes[code], tests.findIndex((test) => test.test(character)) + 1);
}

console.log(`${lines.length} lines, ${chats.length} chats, Unicode ${process.versions.unicode}: ` +
  `${compared} comparisons, ${differences.length} differences, ${skipped} lines left out`);
for (const difference of differences.slice(0, 5)) console.log(difference.slice(0, 2000));
process.exit(differences.length === 0 ? 0 : 1);
