// How often a function runs in a millisecond: doubled until it takes long enough to count.
export function callsPerMs(f) {
  for (let count = 1; ; count *= 2) {
    const start = performance.now();
    for (let i = 0; i < count; i++) f();
    const elapsed = performance.now() - start;
    if (elapsed > 60) return count / elapsed;
  }
}
