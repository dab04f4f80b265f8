// What happened, in order: each case has a list of its own, printed when it is over.
export function caseOf(name) {
  const events = [];
  const note = (what) => (...args) => events.push([what, ...args.map(short)].join(" "));
  const watch = (what, promise) => promise.then(note(`${what} fulfilled`), note(`${what} rejected`));
  const print = () => console.log(`${name}: ${events.join("; ")}`);
  return { note, watch, print, log: (...args) => events.push(args.map(short).join(" ")) };
}

export function short(value) {
  if (value instanceof Error) return `${value.name}(${value.code ?? ""} ${value.message})`;
  if (ArrayBuffer.isView(value) && value.buffer.detached) return `${value.constructor.name} without memory`;
  if (ArrayBuffer.isView(value)) return `${value.constructor.name}[${value instanceof DataView ? value.byteLength : value}]`;
  if (value?.constructor?.name?.includes("Stream")) return value.constructor.name;
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

export async function settle(rounds = 30) {
  for (let i = 0; i < rounds; i++) await null;
}

export function attempt(log, what, fn) {
  try {
    log(what, fn());
  } catch (error) {
    log(what, "throws", error);
  }
}
