// Paths made of every part that means something to either system, combined.
export const parts = ["a", "b.js", "..", ".", "/", "\\", "//", "C:", "c:\\", "COM1:", ".x", "..x", "...", "\\\\?\\", "é.", ""];

export const paths = parts.flatMap((one) => parts.flatMap((two) => [one + two, ...["/", "\\", "..", "d"].map((three) => one + three + two)]));

export function show(call) {
  try {
    return JSON.stringify(call());
  } catch (error) {
    return `${error.name} ${error.code} ${error.message}`;
  }
}
