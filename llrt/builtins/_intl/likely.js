// Likely subtags: adding those that are meant, removing those that go without saying. https://unicode.org/reports/tr35/#Likely_Subtags
import { sectionText } from "native:intl";
import { setLikelyAmong } from "./language_tag.js";

let table;
const title = (text) => text && text[0].toUpperCase() + text.slice(1);

// What is likely for a key such as "zh--TW"; the table is one text, in which it is looked for.
function find(key) {
  table ??= sectionText("likely");
  const at = table.indexOf(`\n${key}=`);
  if (at < 0) return undefined;
  const start = at + key.length + 2;
  const [language, script, region] = table.slice(start, table.indexOf("\n", start)).split("-");
  return { language, script: script.toLowerCase(), region: region.toLowerCase() };
}

// {language, script, region} filled up, undefined if nothing is known. Lower case, "" for what is missing.
export function maximize({ language, script, region }) {
  const given = language === "und" ? "" : language;
  if (script === "zzzz") script = "";
  if (given && script && region) return { language, script, region };
  const [s, r] = [title(script), region.toUpperCase()];
  const keys = [];
  if (s && r) keys.push(`${given}-${s}-${r}`);
  if (s) keys.push(`${given}-${s}`);
  if (r) keys.push(`${given}--${r}`);
  keys.push(given);
  for (const key of keys) {
    const found = find(key);
    if (found !== undefined) return { language: given || found.language, script: script || found.script, region: region || found.region };
  }
  return undefined;
}

const same = (a, b) => a !== undefined && a.language === b.language && a.script === b.script && a.region === b.region;

export function minimize(id) {
  const full = maximize(id);
  if (full === undefined) return undefined;
  const { language, script, region } = full;
  for (const trial of [{ language, script: "", region: "" }, { language, script: "", region }, { language, script, region: "" }]) {
    if (same(maximize(trial), full)) return trial;
  }
  return full;
}

// Of the countries that a former one became, the one where the language is at home.
setLikelyAmong((id, choices) => {
  const region = maximize({ language: id.language, script: id.script, region: "" })?.region;
  return choices.includes(region) ? region : choices[0];
});
