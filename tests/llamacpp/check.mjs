// Compares llama.cpp with Jaram: the ids of texts, and what a model writes when it always takes the likeliest token.
// Needs Node 20 and this folder's packages. Usage: node check.mjs CASES.json, which tests/llamacpp/check wrote:
//
//   {"file", "exact", "cases": [{"text", "ids", "written"}]}
//
// With "exact" every id of a text and all that is written must agree; without it the file is quantised and what is
// written is only counted.

import { readFileSync } from 'node:fs';
import { getLlama } from 'node-llama-cpp';

const { file, exact, tokens, cases } = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const llama = await getLlama({ build: 'never', gpu: false, logLevel: 'error' });
const model = await llama.loadModel({ modelPath: file });
const context = await model.createContext({
  contextSize: 256, batchSize: 256, threads: 1, flashAttention: false,
  experimentalKvCacheKeyType: 'F32', experimentalKvCacheValueType: 'F32',
});
const sequence = context.getSequence();

let [sameIds, sameText, sameTokens, allTokens, broken] = [0, 0, 0, 0, 0];
for (const { text, ids, written } of cases) {
  const theirs = [...model.tokenize(text)];
  if (JSON.stringify(theirs) === JSON.stringify(ids)) sameIds++;
  else console.log(`ids of ${JSON.stringify(text)}: ours ${ids}, theirs ${theirs}`);

  await sequence.clearHistory();
  const made = [];
  for await (const token of sequence.evaluate([model.tokens.bos, ...ids], { temperature: 0 })) {
    if (model.isEogToken(token) || token === model.tokens.bos) break;
    made.push(token);
    if (made.length === tokens) break;
  }
  let common = 0;
  while (common < made.length && made[common] === written[common]) common++;
  sameTokens += common;
  allTokens += Math.max(made.length, written.length);
  if (common === made.length && common === written.length) sameText++;
  else {
    broken++;
    if (exact) console.log(`after ${JSON.stringify(text)}: the same for ${common} tokens, then ours ` +
      `${JSON.stringify(written.slice(common, common + 5))}, theirs ${JSON.stringify(made.slice(common, common + 5))}`);
  }
}
console.log(`${file.split('/').pop()}: ids of ${sameIds}/${cases.length} texts, ${sameText}/${cases.length} continuations, ` +
  `${sameTokens}/${allTokens} tokens before a first difference`);
await model.dispose();
process.exit(sameIds === cases.length && (!exact || broken === 0) ? 0 : 1);
