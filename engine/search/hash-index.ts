import type { DihedralHashes, PdqHash } from '../core/fingerprint.ts';
import { PDQ_BITS, PDQ_UNRELIABLE_QUALITY } from '../core/pdq.ts';
import { BestSlots } from './best-slots.ts';
import { enlarged } from './enlarged.ts';
import { checkCount, checkKey } from './vector-checks.ts';

export interface HashDistances {
  /** Smallest over the query's forms, 0–256; 256 where one of the two is too unreliable to compare. */
  readonly pdqDistance: number;
  readonly edgePdqDistance: number;
}

export interface HashHit extends HashDistances {
  readonly key: number;
}

/**
 * Unrelated cloth lies round 128 ± 8, the nearest of 8 forms × 100,000 patterns round 85. What is beyond this is not worth a candidate's place.
 */
export const HASH_CANDIDATE_DISTANCE = 88;

const WORDS = 8;
const SLOT_WORDS = 2 * WORDS;
const INITIAL_SLOTS = 1_024;

/** Exact scan over two 256-bit hashes a key. Hashes of quality 49 or less are never near anything. */
export class HashIndex {
  readonly #slotOfKey = new Map<number, number>();
  #keys = new Uint32Array(INITIAL_SLOTS);
  /** Per slot: bit 0 the picture's hash is reliable, bit 1 the edge picture's is. 0 for a free slot. */
  #reliable = new Uint8Array(INITIAL_SLOTS);
  /** Per slot: 8 words of the picture's hash, 8 of the edge picture's. */
  #words = new Uint32Array(INITIAL_SLOTS * SLOT_WORDS);
  readonly #free: number[] = [];
  #used = 0;

  put(key: number, pdq: PdqHash, edgePdq: PdqHash): void {
    checkKey(key);
    checkLength(pdq);
    checkLength(edgePdq);
    const slot = this.#slotOfKey.get(key) ?? this.#take();
    this.#slotOfKey.set(key, slot);
    this.#keys[slot] = key;
    this.#reliable[slot] = (isReliable(pdq) ? 1 : 0) | (isReliable(edgePdq) ? 2 : 0);
    writeWords(pdq.bits, this.#words, slot * SLOT_WORDS);
    writeWords(edgePdq.bits, this.#words, slot * SLOT_WORDS + WORDS);
  }

  remove(key: number): boolean {
    const slot = this.#slotOfKey.get(key);
    if (slot === undefined) return false;
    this.#slotOfKey.delete(key);
    this.#reliable[slot] = 0;
    this.#free.push(slot);
    return true;
  }

  has(key: number): boolean {
    return this.#slotOfKey.has(key);
  }

  size(): number {
    return this.#slotOfKey.size;
  }

  /** Distances of each key; keys that are not stored are left out. */
  distances(query: DihedralHashes, keys: Iterable<number>): ReadonlyMap<number, HashDistances> {
    const forms = preparedForms(query);
    const distances = new Map<number, HashDistances>();
    for (const key of keys) {
      const slot = this.#slotOfKey.get(key);
      if (slot !== undefined) distances.set(key, this.#distances(forms, slot));
    }
    return distances;
  }

  /** At most `k` keys at `maxDistance` or nearer by the nearer of their two hashes, nearest first, ties by key. */
  search(query: DihedralHashes, k: number, maxDistance = HASH_CANDIDATE_DISTANCE): readonly HashHit[] {
    checkCount(k);
    const forms = preparedForms(query);
    const best = new BestSlots(Math.min(k, this.#slotOfKey.size));
    // Ties at the last place fall to the smallest key, so equal distances are told apart by it. Keys are below 2³², distances whole.
    let limit = maxDistance + 1;
    for (let slot = 0; slot < this.#used; slot++) {
      const reliable = this.#reliable[slot]!;
      if (reliable === 0) continue;
      let nearest = limit;
      if (reliable & 1) nearest = this.#nearest(forms.pdq, slot * SLOT_WORDS, nearest);
      if (reliable & 2) nearest = this.#nearest(forms.edgePdq, slot * SLOT_WORDS + WORDS, nearest);
      if (nearest >= limit) continue;
      best.offer(slot, -nearest - this.#keys[slot]! / 2 ** 32);
      // A slot at the distance of the worst kept one may still win by its key.
      limit = Math.min(limit, Math.floor(-best.threshold) + 1);
    }
    return Array.from(best.slots(), (slot) => ({ key: this.#keys[slot]!, ...this.#distances(forms, slot) })).sort(
      (a, b) => nearer(a) - nearer(b) || a.key - b.key,
    );
  }

  close(): void {
    this.#slotOfKey.clear();
    this.#used = 0;
  }

  #distances(forms: PreparedForms, slot: number): HashDistances {
    const reliable = this.#reliable[slot]!;
    const at = slot * SLOT_WORDS;
    return {
      pdqDistance: reliable & 1 ? this.#nearest(forms.pdq, at, PDQ_BITS) : PDQ_BITS,
      edgePdqDistance: reliable & 2 ? this.#nearest(forms.edgePdq, at + WORDS, PDQ_BITS) : PDQ_BITS,
    };
  }

  /** The smallest distance from the stored words at `at` to a form, or `limit` where none is below it. */
  #nearest(forms: Uint32Array, at: number, limit: number): number {
    const words = this.#words;
    let nearest = limit;
    for (let form = 0; form < forms.length; form += WORDS) {
      // Halfway, an unrelated hash has spent some 64 of its 128 bits: too early to give up on; after six words most have passed the limit.
      let distance =
        bitCount(words[at]! ^ forms[form]!) +
        bitCount(words[at + 1]! ^ forms[form + 1]!) +
        bitCount(words[at + 2]! ^ forms[form + 2]!) +
        bitCount(words[at + 3]! ^ forms[form + 3]!);
      if (distance >= nearest) continue;
      distance += bitCount(words[at + 4]! ^ forms[form + 4]!) + bitCount(words[at + 5]! ^ forms[form + 5]!);
      if (distance >= nearest) continue;
      distance += bitCount(words[at + 6]! ^ forms[form + 6]!) + bitCount(words[at + 7]! ^ forms[form + 7]!);
      if (distance < nearest) nearest = distance;
    }
    return nearest;
  }

  #take(): number {
    const freed = this.#free.pop();
    if (freed !== undefined) return freed;
    if (this.#used === this.#keys.length) {
      const slots = this.#used * 2;
      this.#keys = enlarged(this.#keys, new Uint32Array(slots));
      this.#reliable = enlarged(this.#reliable, new Uint8Array(slots));
      this.#words = enlarged(this.#words, new Uint32Array(slots * SLOT_WORDS));
    }
    return this.#used++;
  }
}

interface PreparedForms {
  readonly pdq: Uint32Array;
  readonly edgePdq: Uint32Array;
}

export function nearer(distances: HashDistances): number {
  return Math.min(distances.pdqDistance, distances.edgePdqDistance);
}

function preparedForms({ pdq, edgePdq }: DihedralHashes): PreparedForms {
  return { pdq: formWords(pdq), edgePdq: formWords(edgePdq) };
}

/** The words of the reliable forms, one after the other. */
function formWords(hashes: readonly PdqHash[]): Uint32Array {
  const reliable = hashes.filter(isReliable);
  const words = new Uint32Array(reliable.length * WORDS);
  for (const [form, hash] of reliable.entries()) {
    checkLength(hash);
    writeWords(hash.bits, words, form * WORDS);
  }
  return words;
}

function isReliable(hash: PdqHash): boolean {
  return hash.quality > PDQ_UNRELIABLE_QUALITY;
}

function checkLength({ bits }: PdqHash): void {
  if (bits.length !== WORDS * 4) {
    throw new RangeError(`Expected a hash of ${WORDS * 4} bytes but received ${bits.length}.`);
  }
}

function writeWords(bits: Uint8Array, to: Uint32Array, at: number): void {
  for (let word = 0; word < WORDS; word++) {
    const byte = word * 4;
    to[at + word] = (bits[byte]! << 24) | (bits[byte + 1]! << 16) | (bits[byte + 2]! << 8) | bits[byte + 3]!;
  }
}

function bitCount(word: number): number {
  const pairs = word - ((word >>> 1) & 0x5555_5555);
  const nibbles = (pairs & 0x3333_3333) + ((pairs >>> 2) & 0x3333_3333);
  return Math.imul((nibbles + (nibbles >>> 4)) & 0x0f0f_0f0f, 0x0101_0101) >>> 24;
}
