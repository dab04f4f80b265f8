// Intl.Segmenter: https://tc39.es/ecma402/#segmenter-objects. Where segments end: cext/intl/segment.c and ICU's compiled rules.
import { nextBreaks, section } from "native:intl";
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

// Boundaries are found some at a time.
const AHEAD = 64;

class Cursor {
  constructor(state) {
    this.state = state;
    this.at = 0;
    this.found = new Float64Array(state.text.length < AHEAD ? state.text.length : AHEAD);
    this.used = this.count = 0;
  }

  // Moves to the next boundary; false at the end.
  next() {
    const { text, table, granularity } = this.state;
    if (this.used === this.count) {
      this.count = nextBreaks(text, this.at, table, this.found);
      this.used = 0;
      if (this.count === 0) return false;
    }
    const value = this.found[this.used];
    this.start = this.at;
    this.word = value % 2 === 1;
    this.at = (value - (this.word ? 1 : 0)) / 2;
    // Without a dictionary each ideograph is a word.
    if (this.word && granularity === "word" && this.at - this.start > 1 && IDEOGRAPH.test(text.slice(this.start, this.at))) {
      const end = this.at;
      this.at = firstIdeographEnd(text, this.start, end);
      if (this.at < end) return true;
    }
    this.used++;
    return true;
  }

  segment() {
    const { text, granularity } = this.state;
    const data = { segment: text.slice(this.start, this.at), index: this.start, input: text };
    if (granularity === "word") data.isWordLike = this.word;
    return data;
  }
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

// Boundaries depend on what stands before: a segment is found from the start of the text on.
function containing(state, wanted) {
  const cursor = new Cursor(state);
  while (cursor.next()) if (cursor.at > wanted) return cursor.segment();
  return undefined;
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
    iteratorStates.set(iterator, new Cursor(state));
    return iterator;
  },
};
Object.defineProperty(Segments.containing, "length", { value: 1, configurable: true });

const IteratorPrototype = Object.getPrototypeOf(Object.getPrototypeOf([][Symbol.iterator]()));
const SegmentIterator = Object.create(IteratorPrototype, {
  next: {
    value: {
      next() {
        const cursor = stateOf(iteratorStates, this, "%SegmentIterator.prototype%.next");
        return cursor.next() ? { value: cursor.segment(), done: false } : { value: undefined, done: true };
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
