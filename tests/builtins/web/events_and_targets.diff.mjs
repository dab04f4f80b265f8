// Event, CustomEvent and EventTarget.
const log = (...args) => console.log(...args);
function attempt(label, f) {
  try {
    log(label, f());
  } catch (error) {
    log(label, error.name, error.code, error.message);
  }
}
const names = (object) => Reflect.ownKeys(object).filter((key) => typeof key === "string").join();
log(names(Event.prototype), names(Event), Object.keys(Event.prototype).join());
log(names(EventTarget.prototype), Object.keys(EventTarget.prototype).join(), names(CustomEvent.prototype));
log(Event.length, CustomEvent.length, EventTarget.length, EventTarget.prototype.addEventListener.length);

const e = new Event("x", { cancelable: true, bubbles: 1, composed: {} });
log(e.type, e.cancelable, e.bubbles, e.composed, e.defaultPrevented, e.isTrusted, e.eventPhase, typeof e.timeStamp);
log(e.target, e.currentTarget, e.srcElement, e.composedPath(), e.cancelBubble, e.returnValue);
log(String(e), Object.keys(e), JSON.stringify(e));
const keys = [];
for (const key in e) keys.push(key);
log(keys.join());
attempt("no type", () => new Event());
attempt("bad options", () => new Event("a", 1));
attempt("null options", () => new Event("a", null).type);
attempt("coerced", () => [new Event(undefined).type, new Event(null).type, new Event(1).type, new Event({}).type]);
attempt("no new", () => Event.prototype.type);
attempt("wrong this", () => Event.prototype.preventDefault.call({}));
attempt("custom", () => new CustomEvent("c", { detail: { a: 1 } }).detail);
attempt("custom default", () => [new CustomEvent("c").detail, new CustomEvent("c", { detail: undefined }).detail]);
attempt("custom no type", () => new CustomEvent());
attempt("initEvent", () => {
  const event = new Event("a");
  event.initEvent("z", true, true);
  return [event.type, event.bubbles, event.cancelable];
});
attempt("initEvent nothing", () => new Event("a").initEvent());
e.returnValue = false;
log(e.returnValue, e.defaultPrevented);
e.returnValue = true;
log(e.returnValue, e.defaultPrevented);
const stopped = new Event("b");
stopped.cancelBubble = true;
stopped.cancelBubble = false;
log(stopped.cancelBubble);

const t = new EventTarget();
attempt("add nothing", () => t.addEventListener());
attempt("add type only", () => t.addEventListener("a"));
attempt("add number", () => t.addEventListener("a", 1));
attempt("add text", () => t.addEventListener("a", "x"));
attempt("add null", () => t.addEventListener("a", null));
attempt("options number", () => t.addEventListener("a", () => {}, 1));
attempt("options text", () => t.addEventListener("a", () => {}, "x"));
attempt("signal number", () => t.addEventListener("a", () => {}, { signal: 1 }));
attempt("signal null", () => t.addEventListener("a", () => {}, { signal: null }));
attempt("remove type only", () => t.removeEventListener("a"));
attempt("remove number", () => t.removeEventListener("a", 1));
attempt("remove null", () => t.removeEventListener("a", null));
attempt("dispatch nothing", () => t.dispatchEvent());
attempt("dispatch number", () => t.dispatchEvent(1));
attempt("dispatch object", () => t.dispatchEvent({ type: "a" }));
attempt("wrong this", () => EventTarget.prototype.addEventListener.call({}, "a", () => {}));
process.on("warning", (w) => log(w.name, w.message));

// order, capture, duplicates, once, passive, signal
const say = (text) => () => log(text);
t.addEventListener("o", say("1"));
t.addEventListener("o", say("2"), true);
t.addEventListener("o", say("3"), { capture: true });
t.addEventListener("o", say("once"), { once: true });
t.dispatchEvent(new Event("o"));
t.dispatchEvent(new Event("o"));
const f = () => log("f");
t.addEventListener("d", f);
t.addEventListener("d", f, { once: true });
t.addEventListener("d", f, true);
t.dispatchEvent(new Event("d"));
t.removeEventListener("d", f);
log("--");
t.dispatchEvent(new Event("d"));
t.removeEventListener("d", f, { capture: true });
t.dispatchEvent(new Event("d"));
t.addEventListener("p", (event) => { event.preventDefault(); log(event.defaultPrevented); }, { passive: true });
t.addEventListener("p", (event) => { event.preventDefault(); log(event.defaultPrevented); });
log(t.dispatchEvent(new Event("p", { cancelable: true })), t.dispatchEvent(new Event("p")));
t.addEventListener("stop", (event) => { log("stopping"); event.stopImmediatePropagation(); });
t.addEventListener("stop", () => log("never"));
t.dispatchEvent(new Event("stop"));
const ac = new AbortController();
t.addEventListener("s", say("with signal"), { signal: ac.signal });
t.dispatchEvent(new Event("s"));
ac.abort();
t.dispatchEvent(new Event("s"));
t.addEventListener("s", say("never"), { signal: ac.signal });
t.dispatchEvent(new Event("s"));

// during a dispatch
t.addEventListener("during", function (event) {
  log(this === t, event.target === t, event.currentTarget === t, event.eventPhase, event.composedPath().length);
  t.addEventListener("during", say("added meanwhile"), { once: true });
  t.removeEventListener("during", removed);
});
const removed = say("removed meanwhile");
t.addEventListener("during", removed);
t.addEventListener("during", say("last"));
const during = new Event("during");
t.dispatchEvent(during);
log(during.target === t, during.currentTarget, during.eventPhase, during.composedPath());
const handler = { handleEvent(event) { log("handleEvent", this === handler, event.type); } };
t.addEventListener("h", handler);
t.dispatchEvent(new Event("h"));
delete handler.handleEvent;
t.dispatchEvent(new Event("h"));
t.addEventListener("again", (event) => attempt("recursion", () => t.dispatchEvent(event)));
t.dispatchEvent(new Event("again"));

// what listeners throw
process.on("uncaughtException", (error) => log("uncaught", error?.message ?? error));
t.addEventListener("x", () => { throw 1; });
t.addEventListener("x", async () => { throw 2; });
t.addEventListener("x", { handleEvent() { throw 3; } });
t.addEventListener("x", () => log("still called"));
log(t.dispatchEvent(new Event("x")));

class Mine extends EventTarget {
  tell() {
    this.dispatchEvent(new Event("m"));
  }
}
const mine = new Mine();
mine.addEventListener("m", (event) => log("mine", event.target === mine));
mine.tell();
for (let i = 0; i < 11; i++) mine.addEventListener("leak", () => {});
