// A binary heap of timer lists, ordered by expiry and then by age. Each list knows its place, so it can leave from the middle.

const before = (a, b) => a.expiry < b.expiry || (a.expiry === b.expiry && a.id < b.id);

export class TimerHeap {
  #items = [];

  peek() {
    return this.#items[0];
  }

  insert(list) {
    this.#items.push(list);
    this.#rise(list, this.#items.length - 1);
  }

  remove(list) {
    const items = this.#items;
    const place = list.priorityQueuePosition - 1;
    const last = items.pop();
    if (last === list) return;
    items[place] = last;
    this.#rise(last, place);
    this.#sink(last, last.priorityQueuePosition - 1);
  }

  // The expiry of the list grew.
  sink(list) {
    this.#sink(list, list.priorityQueuePosition - 1);
  }

  #rise(list, from) {
    const items = this.#items;
    let place = from;
    while (place > 0) {
      const parent = (place - 1) >> 1;
      if (!before(list, items[parent])) break;
      this.#put(items[parent], place);
      place = parent;
    }
    this.#put(list, place);
  }

  #sink(list, from) {
    const items = this.#items;
    let place = from;
    for (;;) {
      let child = 2 * place + 1;
      if (child >= items.length) break;
      if (child + 1 < items.length && before(items[child + 1], items[child])) child++;
      if (!before(items[child], list)) break;
      this.#put(items[child], place);
      place = child;
    }
    this.#put(list, place);
  }

  #put(list, place) {
    this.#items[place] = list;
    list.priorityQueuePosition = place + 1;
  }
}
