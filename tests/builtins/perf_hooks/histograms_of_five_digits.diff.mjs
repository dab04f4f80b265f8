// A histogram of five digits has 12 million buckets, of which some hundreds have counts: what is asked of it looks at those only.
import { createHistogram } from "node:perf_hooks";

const histogram = createHistogram({ figures: 5 }), other = createHistogram({ figures: 5 });
for (let i = 1; i <= 400; i++) {
  histogram.record(i ** 5);
  other.record(i ** 4 + 3);
}
let sum = 0;
for (let i = 1; i <= 1000; i++) sum += histogram.percentile(i / 10);
console.log(sum, histogram.mean, histogram.stddev, [...histogram.percentiles]);
histogram.add(other);
histogram.record(1);
console.log(histogram.min, histogram.max, histogram.count, histogram.percentile(50), histogram.mean);
histogram.reset();
console.log(histogram.count, histogram.percentile(50), histogram.max);
