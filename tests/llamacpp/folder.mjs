// Computes a Hugging Face folder the way transformers does, in plain JavaScript and double precision, written from its
// modeling_llama.py, modeling_qwen3.py, modeling_deepseek_v3.py and modeling_rope_utils.py and from nothing of ours: a
// second opinion on config.json and on names and order of tensors, where Python cannot be had.
//
//   node folder.mjs FOLDER CASES.json    {"tokens", "cases": [{"text", "ids", "written"}]}

import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const [folder, casesFile] = process.argv.slice(2);
const json = (name) => JSON.parse(readFileSync(join(folder, name), 'utf8'));
const config = json('config.json');
const weights = read(readFileSync(join(folder, 'model.safetensors')));
const used = new Set();

function read(file) {
  const length = Number(file.readBigUInt64LE(0));
  const header = JSON.parse(file.toString('utf8', 8, 8 + length));
  const tensors = new Map();
  delete header.__metadata__;
  for (const [name, { dtype, shape, data_offsets: [from, to] }] of Object.entries(header)) {
    if (dtype !== 'F32') throw new Error(`${name} is ${dtype}`);
    const bytes = file.subarray(8 + length + from, 8 + length + to);
    tensors.set(name, { shape, data: new Float32Array(new Uint8Array(bytes).buffer) });
  }
  return tensors;
}

function weight(name) {
  used.add(name);
  if (!weights.has(name)) throw new Error(`no tensor ${name}`);
  return weights.get(name);
}

function linear(name, x) {
  const { shape: [rows, columns], data } = weight(`${name}.weight`);
  if (x.length !== columns) throw new Error(`${name}: ${columns} columns, ${x.length} numbers`);
  return Array.from({ length: rows }, (_, r) => {
    let sum = 0;
    for (let c = 0; c < columns; c++) sum += data[r * columns + c] * x[c];
    return sum;
  });
}

function norm(name, x, epsilon) {
  const { data } = weight(`${name}.weight`);
  const rms = Math.sqrt(x.reduce((sum, c) => sum + c * c, 0) / x.length + epsilon);
  return x.map((c, i) => c / rms * data[i]);
}

const add = (a, b) => a.map((c, i) => c + b[i]);
const silu = (x) => x / (1 + Math.exp(-x));
const softmax = (x) => {
  const top = Math.max(...x), e = x.map((c) => Math.exp(c - top)), sum = e.reduce((a, b) => a + b);
  return e.map((c) => c / sum);
};
const largest = (x, k) => [...x.keys()].sort((a, b) => x[b] - x[a]).slice(0, k);

// inv_freq and attention_scaling of ROPE_INIT_FUNCTIONS
function rope(dim) {
  const { rope_type: type, rope_theta: theta, factor, ...p } = config.rope_parameters;
  const plain = Array.from({ length: dim / 2 }, (_, i) => theta ** (-2 * i / dim));
  if (type === 'default') return { frequencies: plain, scaling: 1 };
  if (type !== 'yarn') throw new Error(`rope_type ${type}`);
  const at = (turns) => dim * Math.log(p.original_max_position_embeddings / (turns * 2 * Math.PI)) / (2 * Math.log(theta));
  const low = Math.max(Math.floor(at(p.beta_fast)), 0);
  let high = Math.min(Math.ceil(at(p.beta_slow)), dim - 1);
  if (low === high) high += 0.001;
  const keep = plain.map((_, i) => 1 - Math.min(1, Math.max(0, (i - low) / (high - low))));
  const scaling = p.mscale && p.mscale_all_dim ? mscale(factor, p.mscale) / mscale(factor, p.mscale_all_dim) : mscale(factor, 1);
  return { frequencies: plain.map((f, i) => f / factor * (1 - keep[i]) + f * keep[i]), scaling };
}
const mscale = (scale, m) => (scale <= 1 ? 1 : 0.1 * m * Math.log(scale) + 1);

// apply_rotary_pos_emb, or with interleave: pairs are put into halves first
function turn(x, position, { frequencies, scaling }, interleave) {
  const half = x.length / 2;
  const y = interleave ? [...x.filter((_, i) => i % 2 === 0), ...x.filter((_, i) => i % 2 === 1)] : x;
  return y.map((c, i) => {
    const angle = position * frequencies[i % half];
    const other = i < half ? -y[i + half] : y[i - half];
    return (c * Math.cos(angle) + other * Math.sin(angle)) * scaling;
  });
}

function attend(queries, keys, values, scale) { // of one head; queries[t] sees keys[0..t]
  return queries.map((q, t) => {
    const share = softmax(keys.slice(0, t + 1).map((k) => scale * k.reduce((sum, c, i) => sum + c * q[i], 0)));
    return values[0].map((_, i) => share.reduce((sum, s, j) => sum + s * values[j][i], 0));
  });
}

const heads = (x, count) => Array.from({ length: count }, (_, h) => x.slice(h * x.length / count, (h + 1) * x.length / count));

function grouped(name, xs) {
  const { num_attention_heads: H, num_key_value_heads: K, head_dim: d } = config;
  const table = rope(d), isQwen = config.model_type === 'qwen3';
  const side = (part, count) => xs.map((x, t) => heads(linear(`${name}.${part}_proj`, x), count).map((head) =>
    turn(isQwen ? norm(`${name}.${part}_norm`, head, config.rms_norm_eps) : head, t, table, false)));
  const [q, k, v] = [side('q', H), side('k', K), xs.map((x) => heads(linear(`${name}.v_proj`, x), K))];
  const out = Array.from({ length: H }, (_, h) => {
    const g = Math.floor(h / (H / K));
    return attend(q.map((t) => t[h]), k.map((t) => t[g]), v.map((t) => t[g]), d ** -0.5);
  });
  return xs.map((_, t) => linear(`${name}.o_proj`, out.flatMap((head) => head[t])));
}

function latent(name, xs) {
  const { num_attention_heads: H, qk_nope_head_dim: N, qk_rope_head_dim: P, kv_lora_rank: R } = config;
  const table = rope(P), interleave = config.rope_interleave;
  let scale = (N + P) ** -0.5;
  const { rope_type: type, factor, mscale_all_dim: all } = config.rope_parameters;
  if (type !== 'default' && all) scale *= mscale(factor, all) ** 2;
  const q = xs.map((x, t) => {
    const whole = config.q_lora_rank
      ? linear(`${name}.q_b_proj`, norm(`${name}.q_a_layernorm`, linear(`${name}.q_a_proj`, x), 1e-6))
      : linear(`${name}.q_proj`, x);
    return heads(whole, H).map((head) => [...head.slice(0, N), ...turn(head.slice(N), t, table, interleave)]);
  });
  const kv = xs.map((x, t) => {
    const down = linear(`${name}.kv_a_proj_with_mqa`, x);
    const up = heads(linear(`${name}.kv_b_proj`, norm(`${name}.kv_a_layernorm`, down.slice(0, R), 1e-6)), H);
    const shared = turn(down.slice(R), t, table, interleave);
    return up.map((head) => ({ k: [...head.slice(0, N), ...shared], v: head.slice(N) }));
  });
  const out = Array.from({ length: H }, (_, h) =>
    attend(q.map((t) => t[h]), kv.map((t) => t[h].k), kv.map((t) => t[h].v), scale));
  return xs.map((_, t) => linear(`${name}.o_proj`, out.flatMap((head) => head[t])));
}

function mlp(name, x) {
  const up = linear(`${name}.up_proj`, x);
  return linear(`${name}.down_proj`, linear(`${name}.gate_proj`, x).map((g, i) => silu(g) * up[i]));
}

function mixture(name, x) {
  const { n_group: G, topk_group: open, num_experts_per_tok: k, norm_topk_prob: normalise, n_routed_experts: E } = config;
  const scores = linear(`${name}.gate`, x).map((s) => 1 / (1 + Math.exp(-s)));
  const { data: bias } = weight(`${name}.gate.e_score_correction_bias`);
  const biased = scores.map((s, e) => s + bias[e]);
  const judged = heads(biased, G).map((group) => [...group].sort((a, b) => b - a).slice(0, 2).reduce((a, b) => a + b));
  const groups = largest(judged, open);
  const chosen = largest(biased.map((b, e) => (groups.includes(Math.floor(e / (E / G))) ? b : -Infinity)), k);
  const sum = normalise ? chosen.reduce((total, e) => total + scores[e], 0) + 1e-20 : 1;
  return chosen.reduce((y, e) => add(y, mlp(`${name}.experts.${e}`, x)
    .map((c) => c * scores[e] / sum * config.routed_scaling_factor)), mlp(`${name}.shared_experts`, x));
}

function next(ids) {
  const { shape: [, D], data } = weight('model.embed_tokens.weight');
  let xs = ids.map((id) => [...data.subarray(id * D, (id + 1) * D)]);
  const isLatent = config.model_type.startsWith('deepseek');
  for (let i = 0; i < config.num_hidden_layers; i++) {
    const name = `model.layers.${i}`;
    const y = xs.map((x) => norm(`${name}.input_layernorm`, x, config.rms_norm_eps));
    xs = (isLatent ? latent : grouped)(`${name}.self_attn`, y).map((a, t) => add(a, xs[t]));
    const channel = isLatent && i >= config.first_k_dense_replace ? mixture : mlp;
    xs = xs.map((x) => add(x, channel(`${name}.mlp`, norm(`${name}.post_attention_layernorm`, x, config.rms_norm_eps))));
  }
  const last = norm('model.norm', xs.at(-1), config.rms_norm_eps);
  const logits = linear(config.tie_word_embeddings ? 'model.embed_tokens' : 'lm_head', last);
  return largest(logits, 1)[0];
}

// GPT-2's alphabet of bytes, turned round
const letters = new Map();
for (let value = 0, more = 256; value < 256; value++) {
  const printable = (value >= 33 && value <= 126) || (value >= 161 && value <= 172) || value >= 174;
  letters.set(String.fromCharCode(printable ? value : more++), value);
}
const spelling = Object.fromEntries(Object.entries(json('tokenizer.json').model.vocab).map(([token, id]) => [id, token]));
const spell = (ids) => Buffer.from(ids.flatMap((id) => [...spelling[id]].map((c) => letters.get(c)))).toString('utf8');

const { tokens, cases } = JSON.parse(readFileSync(casesFile, 'utf8'));
let [same, made] = [0, 0];
for (const { text, ids, written } of cases) {
  const all = [config.bos_token_id, ...ids];
  for (let i = 0; i < tokens; i++) {
    const id = next(all);
    if (id === config.eos_token_id || id === config.bos_token_id) break;
    all.push(id);
    made++;
  }
  const found = spell(all.slice(ids.length + 1));
  if (found === written) same++;
  else console.log(`after ${JSON.stringify(text)}: ours ${JSON.stringify(written)}, theirs ${JSON.stringify(found)}`);
}
const idle = [...weights.keys()].filter((name) => !used.has(name) && !name.includes('.experts.'));
if (idle.length > 0) console.log(`tensors that nothing reads: ${idle.join(' ')}`);
console.log(`${config.architectures[0]}: ${same}/${cases.length} continuations (${made} tokens)`);
process.exit(same === cases.length && idle.length === 0 ? 0 : 1);
