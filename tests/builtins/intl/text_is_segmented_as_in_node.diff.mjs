// Graphemes, words, sentences; without the scripts whose words need a dictionary.
import { randomSource } from "./random.mjs";

const { below, pick } = randomSource(11);
const TEXTS = [
  "Hello, world! It's 3.14 o'clock. Mr. Smith went.  Yes? \"No.\" he said…\n\nNew", "👨‍👩‍👧‍👦🇩🇪🇺🇸e\u0301한국어 각\r\n\t", "can't stop-word 1,234.5 a_b foo@bar.com http://x.y/z? ½ Ⅷ שלום' \"x\"",
  "", "\ud800a\udc00", "नमस्ते दुनिया क्षि", "ﷺ a.b.c U.S.A. e.g. 3.a 4.5.6", "ｶﾀｶﾅ カタカナ ABCカナ", "e.g. this. And that! (Or not?) \u2028 next", "👍🏽👩🏾‍🚀🏴󠁧󠁢󠁥󠁮󠁧󠁿❤️‍🔥", "\u0600\u0661 \u110b\u1161\u11ab",
];
const PIECES = ["a", "B", "1", " ", ".", ",", "'", "\u0301", "\u200d", "👩", "🏽", "🇩", "\r", "\n", "ק", "\"", "カ", "_", "가", "ᄀ", "ᅡ", "क", "्", "\u0600", "!", "-", "\u00ad", "€", "\ufe0f", "3"];
for (let i = 0; i < 400; i++) TEXTS.push(Array.from({ length: 1 + below(12) }, () => pick(PIECES)).join(""));
for (const granularity of ["grapheme", "word", "sentence"]) {
  const segmenter = new Intl.Segmenter("en", { granularity });
  console.log(segmenter.resolvedOptions());
  for (const text of TEXTS) {
    const segments = segmenter.segment(text);
    const found = [...segments];
    console.log(JSON.stringify(text), found.map(({ index, isWordLike }) => `${index}${isWordLike ? "w" : ""}`).join(), JSON.stringify([3, -1, 1e3].map((index) => segments.containing(index)?.segment)));
  }
}
const segments = new Intl.Segmenter().segment("ab");
const iterator = segments[Symbol.iterator]();
console.log(Object.prototype.toString.call(segments), Object.prototype.toString.call(iterator), iterator.next(), iterator[Symbol.iterator]() === iterator, segments.containing("1"), segments.containing());
