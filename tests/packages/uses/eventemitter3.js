import EventEmitter, { EventEmitter as Named } from "eventemitter3";

const e = new EventEmitter();
const log = [];
const on = function (...args) { log.push([this === e ? "self" : this.name, ...args]); };
e.on("a", on).once("a", on, { name: "ctx" }).on(Symbol.for("s"), on);
console.log(e.emit("a", 1, 2, 3, 4, 5, 6), e.emit("a"), e.emit("none"), e.emit(Symbol.for("s"), 9), e.listenerCount("a"), e.eventNames(), e.listeners("a").length);
e.off("a", on).removeAllListeners();
console.log(log, e.eventNames(), Named === EventEmitter, EventEmitter.prefixed);
