// GCProfiler: when it was started and stopped, what the heap was; the engine counts references and has no pauses to list.
export class GCProfiler {
  #started;

  start() {
    if (this.#started === undefined) this.#started = Date.now();
  }

  stop() {
    const startTime = this.#started;
    if (startTime === undefined) return undefined;
    this.#started = undefined;
    return { version: 1, startTime, statistics: [], endTime: Date.now() };
  }

  [Symbol.dispose]() {
    this.stop();
  }
}
