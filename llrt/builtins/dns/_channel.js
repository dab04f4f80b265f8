// The resolver behind a Resolver object: a number that Python knows it by. Freed when the Resolver is not reachable any more.
// Not here: checks of arguments, forms of answers.
import { cancel, close, getServers, open, pending, query, reverse, setLocal, setServers } from "native:dns";

const forgotten = new FinalizationRegistry(close);

// Named as Node's, which shows when a Resolver is inspected.
export class ChannelWrap {
  #id;

  constructor(timeout, tries, maxTimeout) {
    this.#id = open(timeout, tries, maxTimeout);
    forgotten.register(this, this.#id);
  }

  // The callback keeps the channel: an answer is owed as long as a question is under way.
  query(name, type, done) {
    query(this.#id, name, type, (status, records) => this.#answered(done, status, records));
  }

  reverse(address, done) {
    reverse(this.#id, address, (status, names) => this.#answered(done, status, names));
  }

  #answered(done, status, answers) {
    done(status, answers);
  }

  get hasPending() {
    return pending(this.#id) > 0;
  }

  cancel() {
    cancel(this.#id);
  }

  getServers() {
    return getServers(this.#id);
  }

  setServers(servers) {
    return setServers(this.#id, servers);
  }

  setLocalAddress(four, six) {
    setLocal(this.#id, four, six);
  }
}
