// Compares what Jaram makes of other makers' tokenizers with Hugging Face's libraries, the one in Rust (tokenizers) and
// the one in JavaScript (@huggingface/tokenizers), and Jaram's chat layouts with the models' own templates, rendered by
// @huggingface/jinja. The library in Rust is the judge; the one in JavaScript counts U+FEFF as white space and is only
// counted. Needs Node 20. Reads manifest.json in the folder that ForeignNodeTests.cs wrote:
//
//   [{"name", "tokenizer": path, "config": path or "", "lines": [{"text", "ids", "back"}],
//     "chats": [{"messages", "ids": with the assistant's turn open}]}]

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Template } from '@huggingface/jinja';
import { Tokenizer } from '@huggingface/tokenizers';
import native from 'tokenizers';

const json = (path) => JSON.parse(readFileSync(path, 'utf8'));
let [compared, apart] = [0, 0];
const differences = [];
function same(what, input, ours, theirs) {
  compared++;
  const [a, b] = [ours, theirs].map((value) => JSON.stringify(value));
  if (a !== b) differences.push(`${what} of ${JSON.stringify(input)}: ours ${a}, theirs ${b}`);
}

const families = json(join(process.argv[2], 'manifest.json'));
for (const { name, tokenizer, config, lines, chats } of families) {
  const rust = native.Tokenizer.fromString(readFileSync(tokenizer, 'utf8'));
  const rustIds = async (text) => [...(await rust.encode(text, null, { addSpecialTokens: false })).getIds()];
  const script = new Tokenizer(json(tokenizer), {});
  for (const { text, ids, back } of lines) {
    const theirs = await rustIds(text);
    same(`${name}: ids`, text, ids, theirs);
    same(`${name}: text`, text, back, await rust.decode(ids, false));
    if (JSON.stringify(script.encode(text, { add_special_tokens: false }).ids) !== JSON.stringify(theirs)) apart++;
  }
  if (chats.length === 0) continue;
  const { chat_template: template, bos_token: bos } = json(config);
  for (const { messages, ids } of chats) {
    const text = new Template(template).render({
      messages, add_generation_prompt: true, bos_token: bos?.content ?? bos ?? '',
    });
    same(`${name}: chat`, messages, ids, await rustIds(text));
  }
}

console.log(`${families.length} tokenizers: ${compared} comparisons, ${differences.length} differences; ` +
  `the library in JavaScript differs from the one in Rust ${apart} times`);
for (const difference of differences.slice(0, 5)) console.log(difference.slice(0, 2000));
process.exit(differences.length === 0 ? 0 : 1);
