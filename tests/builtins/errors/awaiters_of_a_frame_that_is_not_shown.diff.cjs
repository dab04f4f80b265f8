// A stack that starts below the outermost function still names who awaits that function.
const place = (stack) => stack.split('\n').map((line) => line.replace(/\(.*[\\/]/, '('));
async function inner() {
  await null;
  const below = {};
  Error.captureStackTrace(below, inner);
  const all = {};
  Error.captureStackTrace(all);
  console.log(place(below.stack), place(all.stack));
}
async function middle(promise) { await promise; }
async function outer() { return await middle(inner()); }
outer();
