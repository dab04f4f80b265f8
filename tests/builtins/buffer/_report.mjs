// What the tests of this folder print with: a call's source and its outcome, error for error. Runs under Node and llrt.
import { inspect } from "node:util";

// The engines word their own errors each in its way: of those only the class counts.
function outcome(error) {
  if (error.code === undefined) return error.name;
  return `${error.name} ${error.code} ${JSON.stringify(error.message)}`;
}

function shown(value) {
  if (typeof value === "string") return JSON.stringify(value);
  return inspect(value);
}

export async function report(...functions) {
  for (const f of functions) {
    const source = f.toString().replace(/^(async )?\(\) => /, "").replace(/\s+/g, " ");
    try {
      console.log(`${source} => ${shown(await f())}`);
    } catch (error) {
      console.log(`${source} !! ${outcome(error)}`);
    }
  }
}

// Numbers that are the same in every run (a linear congruential generator).
export function random(seed) {
  let state = seed >>> 0;
  const next = (n) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * n);
  };
  next.pick = (list) => list[next(list.length)];
  return next;
}

// 32-bit FNV-1a: so that a fuzz test prints one number a batch and not its input.
export function hash(text) {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return (h >>> 0).toString(16);
}
