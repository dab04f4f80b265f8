// Intl.Segmenter: https://tc39.es/ecma402/#segmenter-objects. Where segments end: cext/intl/segment.c and ICU's compiled rules.
import { nextBreak, section } from "native:intl";
import { localeList, resolveLocale } from "./negotiation.js";
import { optionsObject, readMatcher, stringOption } from "./options.js";
import { defineService, instanceFor, requireNew, stateOf } from "./service.js";

const SERVICE = "Intl.Segmenter";
const RULES = { grapheme: "char", word: "word", sentence: "sent" };
const tables = {};
const states = new WeakMap();
const segmentStates = new WeakMap();
const iteratorStates = new WeakMap();

const IDEOGRAPH = /[\p{Script=Han}\p{Script=Hiragana}]/u;

// Without a dictionary each ideograph is a word: [end, isWord] of the segment from `at` on.
function next({ text, table, granularity }, at) {
  const found = nextBreak(text, at, table);
  if (found < 0) return undefined;
  let end = Math.floor(found / 2);
  const word = found % 2 === 1;
  if (granularity === "word" && word && end - at > 1 && IDEOGRAPH.test(text.slice(at, end))) end = firstIdeographEnd(text, at, end);
  return [end, word];
}

function firstIdeographEnd(text, at, end) {
  let i = at;
  for (const c of text.slice(at, end)) {
    if (!IDEOGRAPH.test(c)) {
      i += c.length;
      continue;
    }
    if (i > at) return i;
    const mark = /^[\p{M}\u200d\u3099\u309a]+/u.exec(text.slice(i + c.length, end));
    return i + c.length + (mark ? mark[0].length : 0);
  }
  return end;
}

function describe(state, index, [end, word]) {
  const data = { segment: state.text.slice(index, end), index, input: state.text };
  if (state.granularity === "word") data.isWordLike = word;
  return data;
}

// Boundaries depend on what stands before: a segment is found from a start that is one for certain.
function containing(state, wanted) {
  let at = 0;
  for (;;) {
    const found = next(state, at);
    if (found === undefined) return undefined;
    if (found[0] > wanted) return describe(state, at, found);
    at = found[0];
  }
}

const Segments = {
  containing(index = undefined) {
    const state = stateOf(segmentStates, this, "%SegmentsPrototype%.containing");
    const number = Math.trunc(Number(index)) || 0;
    return number < 0 || number >= state.text.length ? undefined : containing(state, number);
  },
  [Symbol.iterator]() {
    const state = stateOf(segmentStates, this, "%SegmentsPrototype%[Symbol.iterator]");
    const iterator = Object.create(SegmentIterator);
    iteratorStates.set(iterator, { segments: state, at: 0 });
    return iterator;
  },
};
Object.defineProperty(Segments.containing, "length", { value: 1, configurable: true });

const IteratorPrototype = Object.getPrototypeOf(Object.getPrototypeOf([][Symbol.iterator]()));
const SegmentIterator = Object.create(IteratorPrototype, {
  next: {
    value: {
      next() {
        const state = stateOf(iteratorStates, this, "%SegmentIterator.prototype%.next");
        const found = next(state.segments, state.at);
        if (found === undefined) return { value: undefined, done: true };
        const value = describe(state.segments, state.at, found);
        state.at = found[0];
        return { value, done: false };
      },
    }.next,
    writable: true,
    configurable: true,
  },
  [Symbol.toStringTag]: { value: "Segmenter String Iterator", configurable: true },
});
for (const key of Reflect.ownKeys(Segments)) Object.defineProperty(Segments, key, { enumerable: false });

export function Segmenter(locales = undefined, options = undefined) {
  requireNew(new.target, "Segmenter");
  const requested = localeList(locales);
  const bag = optionsObject(options);
  readMatcher(bag, SERVICE);
  const { locale } = resolveLocale(requested, {}, () => false);
  const granularity = stringOption(bag, "granularity", Object.keys(RULES), "grapheme", SERVICE);
  const instance = instanceFor(new.target, Segmenter);
  states.set(instance, { locale, granularity });
  return instance;
}

defineService(Segmenter, "Segmenter", {
  resolvedOptions() {
    const { locale, granularity } = stateOf(states, this, "Intl.Segmenter.prototype.resolvedOptions");
    return { locale, granularity };
  },
  segment(input) {
    const { granularity } = stateOf(states, this, "Intl.Segmenter.prototype.segment");
    const segments = Object.create(Segments);
    const table = (tables[granularity] ??= section(RULES[granularity]));
    segmentStates.set(segments, { text: `${input}`, table, granularity });
    return segments;
  },
});

export default Segmenter;
