// node:diagnostics_channel.  Reference: nodejs.org/api/diagnostics_channel.html
import { Channel, channel, hasSubscribers, subscribe, unsubscribe } from "./_channel.js";
import { tracingChannel } from "./_tracing.js";

export { Channel, channel, hasSubscribers, subscribe, tracingChannel, unsubscribe };
export default { channel, hasSubscribers, subscribe, tracingChannel, unsubscribe, Channel };
