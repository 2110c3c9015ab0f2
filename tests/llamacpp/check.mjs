// Compares llama.cpp with Jaram: the ids of texts, and what a model writes when it always takes the likeliest token.
// Needs Node 20 and this folder's packages. Usage: node check.mjs CASES.json, which tests/llamacpp/check wrote:
//
//   {"file", "exact", "tokens", "cases": [{"text", "ids", "written"}]}
//
// The ids of a text must always agree. With "exact" all that is written must too; without it numbers are rounded, and what
// is written is only counted.

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

let [sameIds, sameText, made, agreed] = [0, 0, 0, 0];
for (const { text, ids, written } of cases) {
  const theirs = [...model.tokenize(text)];
  if (JSON.stringify(theirs) === JSON.stringify(ids)) sameIds++;
  else console.log(`ids of ${JSON.stringify(text)}: ours ${ids}, theirs ${theirs}`);

  await sequence.clearHistory();
  const next = [];
  for await (const token of sequence.evaluate([model.tokens.bos, ...ids], { temperature: 0 })) {
    if (model.isEogToken(token) || token === model.tokens.bos) break;
    next.push(token);
    if (next.length === tokens) break;
  }
  made += next.length;
  const spelled = model.detokenize(next, true);
  if (spelled === written) {
    sameText++;
    agreed += next.length;
  } else if (exact) {
    console.log(`after ${JSON.stringify(text)}: ours ${JSON.stringify(written)}, theirs ${JSON.stringify(spelled)}`);
  }
}
console.log(`${file.split('/').pop()}: ids of ${sameIds}/${cases.length} texts, ${sameText}/${cases.length} continuations ` +
  `(${agreed} of ${made} tokens)`);
await model.dispose();
process.exit(sameIds === cases.length && (!exact || sameText === cases.length) ? 0 : 1);
