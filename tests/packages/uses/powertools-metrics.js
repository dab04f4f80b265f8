import { MetricResolution, Metrics, MetricUnit } from "@aws-lambda-powertools/metrics";

const fixed = (text) => String(text).replace(/"Timestamp":\d+/g, '"Timestamp":0');
const output = { log: (text) => process.stdout.write(`${fixed(text)}\n`), warn: (text) => process.stdout.write(`warn ${text}\n`) };
console.log = output.log;
console.warn = output.warn;
process.env.POWERTOOLS_DEV = "true";
const metrics = new Metrics({ namespace: "shop", serviceName: "orders", defaultDimensions: { env: "test" }, logger: { ...console, ...output } });
metrics.addMetric("orders", MetricUnit.Count, 1);
metrics.addMetric("orders", MetricUnit.Count, 2);
metrics.addMetric("latency", MetricUnit.Milliseconds, 12.5, MetricResolution.High);
metrics.addDimension("region", "x");
metrics.addMetadata("trace", "t-1");
metrics.publishStoredMetrics();
metrics.singleMetric().addMetric("cold", MetricUnit.Count, 1);
metrics.setThrowOnEmptyMetrics(true);
try { metrics.publishStoredMetrics(); } catch (error) { console.log(error.name, error.message); }
