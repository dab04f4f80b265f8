// node:trace_events.  Nothing is traced, so no category is enabled; asking for a trace throws.
// Reference: nodejs.org/api/tracing.html
import { missing } from "../_missing.js";

export const { createTracing } = missing("trace_events").functions("createTracing/1");
export const getEnabledCategories = () => undefined;

export default { createTracing, getEnabledCategories };
