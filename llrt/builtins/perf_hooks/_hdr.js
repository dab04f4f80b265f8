// The counting of a histogram: values fall into buckets whose width grows with them, so that each is known to so many significant
// digits. Follows the published description of HdrHistogram (http://hdrhistogram.org/).

const LARGEST = 2 ** 63; // values are 64-bit integers; beyond 2^53 they are rounded, which the buckets do anyway

function bitLength(value) {
  return value < 2 ** 31 ? 32 - Math.clz32(value) : Math.floor(Math.log2(value)) + 1;
}

export class Hdr {
  constructor(lowest, highest, figures) {
    this.lowest = lowest;
    this.highest = highest;
    this.figures = figures;
    const magnitude = Math.ceil(Math.log2(2 * 10 ** figures));
    this.halfMagnitude = Math.max(magnitude, 1) - 1;
    this.unitMagnitude = Math.floor(Math.log2(lowest));
    this.subBuckets = 2 ** (this.halfMagnitude + 1);
    this.half = this.subBuckets / 2;
    this.size = (this.#bucketsFor(highest) + 1) * this.half;
    this.reset();
  }

  #bucketsFor(highest) {
    let reach = this.subBuckets * 2 ** this.unitMagnitude;
    let buckets = 1;
    while (reach <= highest) {
      if (reach > LARGEST / 2) return buckets + 1;
      reach *= 2;
      buckets++;
    }
    return buckets;
  }

  reset() {
    // Bucket -> count, of those that have some: of the 12 million that five digits take few do. Their order is made when it is asked for.
    this.counts = new Map();
    this.order = undefined;
    this.total = 0;
    this.exceeds = 0;
    this.largest = 0;
    this.smallest = LARGEST;
  }

  #bucketOf(value) {
    const mask = (this.subBuckets - 1) * 2 ** this.unitMagnitude;
    return Math.max(bitLength(value), bitLength(mask)) - this.unitMagnitude - (this.halfMagnitude + 1);
  }

  #indexOf(value) {
    const bucket = this.#bucketOf(value);
    const sub = Math.floor(value / 2 ** (bucket + this.unitMagnitude));
    return (bucket + 1) * this.half + (sub - this.half);
  }

  #valueAt(index) {
    let bucket = Math.floor(index / this.half) - 1;
    let sub = (index % this.half) + this.half;
    if (bucket < 0) {
      sub -= this.half;
      bucket = 0;
    }
    return sub * 2 ** (bucket + this.unitMagnitude);
  }

  #widthAt(value) {
    const bucket = this.#bucketOf(value);
    const sub = Math.floor(value / 2 ** (bucket + this.unitMagnitude));
    return 2 ** (this.unitMagnitude + (sub >= this.subBuckets ? bucket + 1 : bucket));
  }

  #lowestLike(value) {
    const width = 2 ** (this.#bucketOf(value) + this.unitMagnitude);
    return Math.floor(value / width) * width;
  }

  #highestLike(value) {
    return this.#lowestLike(value) + this.#widthAt(value) - 1;
  }

  #medianLike(value) {
    return this.#lowestLike(value) + Math.floor(this.#widthAt(value) / 2);
  }

  // Whether it was within the range.
  record(value, count = 1) {
    const index = value < 0 || value > this.highest ? -1 : this.#indexOf(value);
    if (index < 0 || index >= this.size) {
      this.exceeds += count;
      return false;
    }
    const before = this.counts.get(index);
    if (before === undefined) this.order = undefined;
    this.counts.set(index, (before ?? 0) + count);
    this.total += count;
    if (value !== 0 && value < this.smallest) this.smallest = value;
    if (value > this.largest) this.largest = value;
    return true;
  }

  add(other) {
    let dropped = 0;
    other.each((value, count) => {
      if (!this.record(value, count)) dropped += count;
    });
    this.exceeds += other.exceeds;
    return dropped;
  }

  // Calls visit(value, count) for each bucket that has some, in order.
  each(visit) {
    const { counts } = this;
    this.order ??= Float64Array.from(counts.keys()).sort();
    for (const index of this.order) visit(this.#valueAt(index), counts.get(index));
  }

  get min() {
    if (this.counts.has(0)) return 0;
    return this.smallest === LARGEST ? LARGEST : this.#lowestLike(this.smallest);
  }

  get max() {
    return this.largest === 0 ? 0 : this.#highestLike(this.largest);
  }

  get mean() {
    let sum = 0;
    this.each((value, count) => {
      sum += count * this.#medianLike(value);
    });
    return sum / this.total;
  }

  get stddev() {
    const { mean } = this;
    let sum = 0;
    this.each((value, count) => {
      const deviation = this.#medianLike(value) - mean;
      sum += deviation * deviation * count;
    });
    return Math.sqrt(sum / this.total);
  }

  percentile(percent) {
    const wanted = Math.max(Math.floor((Math.min(percent, 100) / 100) * this.total + 0.5), 1);
    let seen = 0;
    let found;
    this.each((value, count) => {
      seen += count;
      if (found === undefined && seen >= wanted) found = value;
    });
    return found === undefined ? 0 : this.#highestLike(found);
  }

  // [percent, value] pairs at steps that halve the distance to 100.
  percentiles() {
    const pairs = [];
    let seen = 0;
    let next = 0;
    let last = 0;
    this.each((value, count) => {
      seen += count;
      last = value;
      const percent = (100 * seen) / this.total;
      while (next <= percent && next < 100) {
        pairs.push([next, value]);
        next += 100 / 2 ** (Math.trunc(Math.log2(100 / (100 - next))) + 1);
        if (seen === this.total) break;
      }
    });
    pairs.push([100, last]);
    return pairs;
  }
}
