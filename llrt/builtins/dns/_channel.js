// The resolver behind a Resolver object: a number that Python knows it by. Freed when the Resolver is not reachable any more.
// Not here: checks of arguments, forms of answers.
import { cancel, close, getServers, open, pending, query, reverse, setLocal, setServers } from "native:dns";

const forgotten = new FinalizationRegistry(close);

// Named as Node's, which shows when a Resolver is inspected.
export class ChannelWrap {
  #number;
  #settings;

  constructor(timeout, tries, maxTimeout) {
    this.#settings = [timeout, tries, maxTimeout];
  }

  // Opened at first use: the resolver of node:dns itself is made when the module is evaluated, and few programs ask it.
  get #id() {
    if (this.#number === undefined) {
      this.#number = open(...this.#settings);
      forgotten.register(this, this.#number);
    }
    return this.#number;
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
    return this.#number !== undefined && pending(this.#number) > 0;
  }

  cancel() {
    if (this.#number !== undefined) cancel(this.#number);
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
