// TracingChannel: the channels of one traced operation, and functions run with them.
// Reference: nodejs.org/api/diagnostics_channel.html#class-tracingchannel
import { codes } from "../_errors.js";
import { validateFunction } from "../_validators.js";
import { Channel, channel } from "./_channel.js";

const { ERR_INVALID_ARG_TYPE } = codes;
const EVENTS = ["start", "end", "asyncStart", "asyncEnd", "error"];

function channelOf(nameOrChannels, event) {
  if (typeof nameOrChannels === "string") return channel(`tracing:${nameOrChannels}:${event}`);
  if (typeof nameOrChannels !== "object" || nameOrChannels === null) {
    throw new ERR_INVALID_ARG_TYPE("nameOrChannels", ["string", "object", "TracingChannel"], nameOrChannels);
  }
  const given = nameOrChannels[event];
  if (!(given instanceof Channel)) throw new ERR_INVALID_ARG_TYPE(`nameOrChannels.${event}`, ["Channel"], given);
  return given;
}

// Runs `call` within the stores of `start`; what it throws is published, and the end always.
function traced({ start, end, error }, context, call) {
  return start.runStores(context, () => {
    try {
      return call();
    } catch (thrown) {
      context.error = thrown;
      error.publish(context);
      throw thrown;
    } finally {
      end.publish(context);
    }
  });
}

class TracingChannel {
  constructor(nameOrChannels) {
    for (const event of EVENTS) Object.defineProperty(this, event, { value: channelOf(nameOrChannels, event) });
  }

  get hasSubscribers() {
    return EVENTS.some((event) => this[event]?.hasSubscribers);
  }

  subscribe(handlers) {
    for (const event of EVENTS) if (handlers[event]) this[event]?.subscribe(handlers[event]);
  }

  unsubscribe(handlers) {
    const wanted = EVENTS.filter((event) => handlers[event]);
    return wanted.map((event) => this[event]?.unsubscribe(handlers[event]) === true).every(Boolean);
  }

  traceSync(fn, context = {}, thisArg = undefined, ...args) {
    if (!this.hasSubscribers) return Reflect.apply(fn, thisArg, args);
    return traced(this, context, () => {
      context.result = Reflect.apply(fn, thisArg, args);
      return context.result;
    });
  }

  tracePromise(fn, context = {}, thisArg = undefined, ...args) {
    if (!this.hasSubscribers) return Reflect.apply(fn, thisArg, args);
    const { asyncStart, asyncEnd, error } = this;
    const settled = () => {
      asyncStart.publish(context);
      asyncEnd.publish(context);
    };
    const fulfilled = (result) => {
      context.result = result;
      settled();
      return result;
    };
    const rejected = (reason) => {
      context.error = reason;
      error.publish(context);
      settled();
      return Promise.reject(reason);
    };
    return traced(this, context, () => {
      const result = Reflect.apply(fn, thisArg, args);
      const promise = result instanceof Promise ? result : Promise.resolve(result);
      return Promise.prototype.then.call(promise, fulfilled, rejected);
    });
  }

  traceCallback(fn, position = -1, context = {}, thisArg = undefined, ...args) {
    if (!this.hasSubscribers) return Reflect.apply(fn, thisArg, args);
    const { asyncStart, asyncEnd, error } = this;
    const callback = args.at(position);
    validateFunction(callback, "callback");
    function wrappedCallback(err, res) {
      if (err) {
        context.error = err;
        error.publish(context);
      } else {
        context.result = res;
      }
      // In the stores of asyncStart, so that a context that was lost on the way can be entered again.
      asyncStart.runStores(context, () => {
        try {
          return Reflect.apply(callback, this, arguments);
        } finally {
          asyncEnd.publish(context);
        }
      });
    }
    args.splice(position, 1, wrappedCallback);
    return traced(this, context, () => Reflect.apply(fn, thisArg, args));
  }
}

export function tracingChannel(nameOrChannels) {
  return new TracingChannel(nameOrChannels);
}
