// Prints what a function throws: class, message and what an AssertionError carries.
// Frames below the test itself differ between the programs, so stacks have one frame here.
import { inspect } from "node:util";

Error.stackTraceLimit = 1;


export function report(name, fn) {
  try {
    fn();
    console.log(name, "-> passes");
  } catch (error) {
    show(name, error);
  }
}

export async function reportAsync(name, fn) {
  try {
    await fn();
    console.log(name, "-> passes");
  } catch (error) {
    show(name, error);
  }
}

function show(name, error) {
  console.log(`${name} -> ${error?.name} ${error?.code} generated=${error?.generatedMessage} operator=${error?.operator} diff=${error?.diff}`);
  console.log(String(error?.message).replace(/\n +at .*\(node:.*/g, "").replace(/^/gm, "  | "));
  if (error instanceof Error && "actual" in error) console.log("  actual", inspect(error.actual, { depth: 1 }), "expected", inspect(error.expected, { depth: 1 }));
}
