// atob and btoa on random and chosen input, errors with their DOMException's name and code.
import { hash, random } from "./_report.mjs";

function outcome(f, input) {
  try {
    return JSON.stringify(f(input));
  } catch (error) {
    return `${error.constructor.name} ${error.name} ${error.code} ${error.message}`;
  }
}

for (const input of ["", " ", "YQ==", "YQ", "YQ=", "YQ===", "Y", "Y=", "=", "==", "====", "YWI=", "YWI==", " Y W I = ", "YW=I", "Y-_a", "YR==", "YWJjZA", "\u00a0YQ==", "YQ\v==", "YQ\f==", "YQ==\0",
  "Ā", "a\ud800", "YQ= =", "YQ==YQ==", "YWJjY", "YWJjY=", null, undefined, 12, true, {}, [], ["YQ=="], 1.5]) {
  console.log(JSON.stringify(input), outcome(atob, input), outcome(btoa, input));
}
for (const f of [atob, btoa]) console.log(f.name, f.length, outcome(() => f()));

const PIECES = ["Y", "Q", "=", "==", " ", "\n", "!", "+", "/", "-", "YWJj", "é", "Ā"];
for (let seed = 1; seed <= 20; seed++) {
  const next = random(seed);
  let all = "";
  for (let i = 0; i < 100; i++) {
    let text = "";
    for (let n = next(7); n > 0; n--) text += next.pick(PIECES);
    all += `${text} ${outcome(atob, text)} ${outcome(btoa, text)}\n`;
  }
  console.log(seed, hash(all));
}
