// Microseconds each of what programs ask Intl for; beside them the first use of a constructor in a new process, in ms.
const results = {};
const now = () => performance.now();
let sink = 0;

function measure(name, make, work, count) {
  let start = now();
  const subject = make();
  sink += `${work(subject, 0)}`.length;
  results[`first ${name}`] = (now() - start) * 1000;
  for (let round = 0, best = Infinity; round < 5; round++) {
    start = now();
    for (let i = 0; i < count; i++) sink += `${work(subject, i)}`.length;
    best = Math.min(best, ((now() - start) * 1000) / count);
    results[name] = best;
  }
}

const words = Array.from({ length: 10000 }, (_, i) => `${((i * 7919) % 10007).toString(36)} ${["Ärger", "apple", "Zebra", "été"][i % 4]} ${i % 13}`);
measure("DateTimeFormat format", () => new Intl.DateTimeFormat("en-US", { timeZone: "America/New_York", dateStyle: "medium", timeStyle: "long" }), (f, i) => f.format(1.7e12 + i * 864e5), 2000);
measure("DateTimeFormat construct", () => 0, (_, i) => typeof new Intl.DateTimeFormat("en-US", { timeZone: "Europe/Berlin", month: "short", day: "numeric", hour: i % 2 ? "numeric" : "2-digit" }), 300);
measure("NumberFormat format", () => new Intl.NumberFormat("en-US", { style: "currency", currency: "USD" }), (f, i) => f.format(i * 1234.567), 5000);
measure("NumberFormat construct", () => 0, () => typeof new Intl.NumberFormat("en-US", { style: "currency", currency: "EUR" }), 500);
measure("Number.toLocaleString", () => 0, (_, i) => (i * 1234.567).toLocaleString(), 5000);
measure("Date.toLocaleString", () => new Date(1.7e12), (date) => date.toLocaleString(), 2000);
measure("Collator sort of 10,000", () => new Intl.Collator("en"), (collator) => words.toSorted(collator.compare).length, 1);
measure("localeCompare", () => 0, (_, i) => words[i].localeCompare(words[i + 1]), 5000);
measure("Segmenter graphemes of 1,000", () => new Intl.Segmenter("en"), (s) => [...s.segment("Hello, wörld! 👩‍🚀 ".repeat(55))].length, 3);
measure("PluralRules select", () => new Intl.PluralRules("en"), (rules, i) => rules.select(i), 5000);
measure("RelativeTimeFormat format", () => new Intl.RelativeTimeFormat("en"), (f, i) => f.format(-i, "day"), 2000);
console.log(JSON.stringify(results), sink > 0 ? "" : "none");
