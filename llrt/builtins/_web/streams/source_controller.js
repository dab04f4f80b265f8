// What the controllers of both kinds of readable streams share: starting the source, and asking it for more while there is room.
// Spec: https://streams.spec.whatwg.org/#rs-default-controller-abstract-ops, #rbs-controller-abstract-ops
import { call1, react } from "./promises.js";
import { ERRORED, READABLE } from "./readable_state.js";

// `pull(publicController)` and `cancel(reason)` return anything; what is thenable is waited for. A subclass has `queue` (with its
// `total`), `public` and `error(reason)`.
export class SourceController {
  stream;
  pull;
  cancel;
  mark;
  started = false;
  closeRequested = false;
  pulling = false;
  pullAgain = false;
  onPulled = undefined;
  onPullFailed = undefined;
  public = undefined; // what the source is given: made when it has a method to give it to

  constructor(stream, pull, cancel, mark) {
    this.stream = stream;
    this.pull = pull;
    this.cancel = cancel;
    this.mark = mark;
    stream.controller = this;
  }

  start(result) {
    const started = () => {
      this.started = true;
      this.callPullIfNeeded();
    };
    react(result, started, (reason) => this.error(reason));
  }

  get desiredSize() {
    const { state } = this.stream;
    if (state === READABLE) return this.mark - this.queue.total;
    return state === ERRORED ? null : 0;
  }

  shouldPull() {
    const { stream } = this;
    if (!this.started || this.closeRequested || stream.state !== READABLE) return false;
    const { reader } = stream;
    return (reader !== undefined && reader.requests.length > 0) || this.mark > this.queue.total;
  }

  callPullIfNeeded() {
    if (this.pull === undefined || !this.shouldPull()) return;
    if (this.pulling) {
      this.pullAgain = true;
      return;
    }
    this.pulling = true;
    this.onPulled ??= () => {
      this.pulling = false;
      if (this.pullAgain) {
        this.pullAgain = false;
        this.callPullIfNeeded();
      }
    };
    this.onPullFailed ??= (reason) => this.error(reason);
    const { onPulled, onPullFailed } = this; // pull() may end the stream, which forgets them
    react(call1(this.pull, this.public), onPulled, onPullFailed);
  }
}
