// A read request with a promise, for read() of both readers and for iteration.
import { newRecord, rejected, resolved } from "./promises.js";

// Its promise is made when it has not been answered by the time it is asked for: most sources answer at once.
export class ReadRequest {
  record = undefined;
  result = undefined;
  reason = undefined;
  failed = false;

  get promise() {
    if (this.result !== undefined) return resolved(this.result);
    if (this.failed) return rejected(this.reason);
    this.record = newRecord();
    return this.record.promise;
  }

  answer(result) {
    if (this.record === undefined) this.result = result;
    else this.record.resolve(result);
  }

  chunk(value) {
    this.answer({ value, done: false });
  }

  close(value) {
    this.answer({ value, done: true });
  }

  error(reason) {
    if (this.record === undefined) {
      this.failed = true;
      this.reason = reason;
    } else {
      this.record.reject(reason);
    }
  }
}
