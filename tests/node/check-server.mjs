// What OpenAI's own client for JavaScript makes of our server: chat, streams, completions, vectors, errors. Needs Node 20.
// The first argument is the server's address; the model is called tiny.

import OpenAI from 'openai';

const client = new OpenAI({ baseURL: `${process.argv[2]}v1`, apiKey: 'none', maxRetries: 0 });
const messages = [{ role: 'user', content: '우물' }];
const settings = { model: 'tiny', max_tokens: 12, seed: 3 };

let compared = 0;
const differences = [];
function same(what, ours, theirs) {
  compared++;
  const [a, b] = [ours, theirs].map((value) => JSON.stringify(value));
  if (a !== b) differences.push(`${what}: ${a}, expected ${b}`);
}

const whole = await client.chat.completions.create({ ...settings, messages });
same('object', whole.object, 'chat.completion');
same('reason', whole.choices[0].finish_reason, 'length');
same('tokens', whole.usage.completion_tokens, 12);

let [text, usage, role, reason] = ['', null, '', ''];
const stream = await client.chat.completions.create(
  { ...settings, messages, stream: true, stream_options: { include_usage: true } });
for await (const chunk of stream) {
  role += chunk.choices[0]?.delta.role ?? '';
  text += chunk.choices[0]?.delta.content ?? '';
  reason = chunk.choices[0]?.finish_reason ?? reason;
  usage = chunk.usage ?? usage;
}
same('streamed text', text, whole.choices[0].message.content);
same('role', role, 'assistant');
same('streamed reason', reason, 'length');
same('streamed tokens', usage.completion_tokens, 12);

const runner = client.chat.completions.stream({ ...settings, messages });
same('gathered text', await runner.finalContent(), whole.choices[0].message.content);

const tools = [{
  type: 'function',
  function: {
    name: 'weather',
    parameters: {
      type: 'object', properties: { city: { enum: ['서울', '부산'] } }, required: ['city'], additionalProperties: false,
    },
  },
}];
const called = await client.chat.completions.stream(
  { ...settings, max_tokens: 200, messages, tools, tool_choice: 'required' }).finalChatCompletion();
same('calls', called.choices[0].finish_reason, 'tool_calls');
same('city', ['서울', '부산'].includes(JSON.parse(called.choices[0].message.tool_calls[0].function.arguments).city), true);

const completion = await client.completions.create(
  { ...settings, prompt: ['the', '마을'], max_tokens: 1, echo: true, logprobs: 1, temperature: 0 });
same('choices', completion.choices.map((choice) => choice.index), [0, 1]);
same('echo', completion.choices[1].text.startsWith('마을'), true);
same('first probability', completion.choices[1].logprobs.token_logprobs[0], null);
let pieces = '';
for await (const chunk of await client.completions.create({ ...settings, prompt: 'the', stream: true })) {
  pieces += chunk.choices[0].text;
}
same('streamed completion', pieces,
  (await client.completions.create({ ...settings, prompt: 'the' })).choices[0].text);

const floats = await client.embeddings.create({ model: 'tiny', input: ['우물', 'mill'], encoding_format: 'float' });
const coded = await client.embeddings.create({ model: 'tiny', input: ['우물', 'mill'] });        // Base64 by itself
same('vectors', coded.data.map((one) => [...one.embedding]),
  floats.data.map((one) => one.embedding.map((value) => Math.fround(value))));

same('a model', (await client.models.retrieve('tiny')).id, 'tiny');
same('models', (await client.models.list()).data.map((model) => model.id), ['tiny']);

async function refusal(ask) {
  try {
    await ask();
    return 'none';
  } catch (error) {
    return [error.constructor.name, error.status, error.code, error.param];
  }
}
same('unknown parameter', await refusal(() => client.chat.completions.create({ ...settings, messages, wishes: 1 })),
  ['BadRequestError', 400, 'unsupported_parameter', 'wishes']);
same('another model', await refusal(() => client.chat.completions.create({ ...settings, model: 'gpt-5', messages })),
  ['NotFoundError', 404, 'model_not_found', 'model']);

const going = await client.chat.completions.create({ ...settings, max_tokens: 1500, messages, stream: true });
for await (const chunk of going) {
  same('goes on', chunk.object, 'chat.completion.chunk');
  break;                                                                // the client ends the request
}

console.log(`${compared} comparisons, ${differences.length} differences`);
for (const difference of differences.slice(0, 5)) console.log(difference.slice(0, 2000));
process.exit(differences.length === 0 ? 0 : 1);
