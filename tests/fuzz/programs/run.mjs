// Runs a target, TARGET.mjs: `run.mjs TARGET SEED ROUNDS` prints how many inputs were taken and refused. FUZZ_SHOW=1 tells of each refusal.
// The `default` of a target is one round, (random, round) => whether the bytes were taken; what it throws is a refusal.
import { generator } from "./_mutate.mjs";

// What refuses bytes says so with one of these; an exception of Python, say, would be a fault of ours.
const NAMES = new Set([
  "Error", "TypeError", "RangeError", "SyntaxError", "DataError", "OperationError", "NotSupportedError", "InvalidAccessError",
]);

export async function run(target, seed, rounds) {
  const told = { taken: 0, refused: 0 };
  for (let round = 0; round < rounds; round++) {
    const random = generator(seed + round);
    try {
      if (await target.default(random, round)) told.taken += 1;
    } catch (error) {
      if (!(error instanceof Error) || !NAMES.has(error.name)) {
        throw new Error(`seed ${seed}, round ${round}: ${error?.stack ?? error}`, { cause: error });
      }
      told.refused += 1;
      if (process.env.FUZZ_SHOW) console.error(round, error.name, error.code, error.message.slice(0, 100));
    }
  }
  return told;
}

export async function pass(name, seed, rounds) {
  return run(await import(`./${name}.mjs`), seed, rounds);
}

if (process.argv[1] === import.meta.filename) {
  const [name, seed, rounds] = process.argv.slice(2);
  const target = await import(`./${name}.mjs`);
  console.log(JSON.stringify(await run(target, Number(seed), Number(rounds))));
  target.end?.();
}
