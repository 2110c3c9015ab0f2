// Lists what @huggingface/gguf finds in a GGUF file, for tests/Jaram.Exchange.Tests to compare: a key or tensor a line.

import { gguf } from '@huggingface/gguf';

const { metadata, tensorInfos } = await gguf(process.argv[2], { allowLocalFile: true });
for (const [key, value] of Object.entries(metadata)) {
  if (['version', 'tensor_count', 'kv_count'].includes(key)) continue; // of the reader's own making
  if (key === 'tokenizer.chat_template' || key.includes('epsilon')) continue; // escaped, or printed, differently
  console.log(Array.isArray(value) ? `${key} ${value.length}` : `${key} ${JSON.stringify(value)}`);
}
for (const { name, dtype, shape } of tensorInfos) console.log(`${name} ${dtype} ${shape.join(' ')}`);
