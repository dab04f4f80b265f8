// node:worker_threads.  The state of the main thread and environment data work; workers are not there yet and throw when made.
// Reference: nodejs.org/api/worker_threads.html
import { EventEmitter } from "../events/_emitter.js";
import { BroadcastChannel } from "../_web/messaging/broadcast_channel.js";
import { MessageChannel, MessagePort, moveMessagePortToContext, receiveMessageOnPort } from "../_web/messaging/message_port.js";
import { locks } from "../_web/locks.js";
import { missing } from "../_missing.js";
import { isMarkedAsUntransferable, markAsUncloneable, markAsUntransferable } from "../_web/clone_marks.js";

const { klass } = missing("worker_threads");
export const { postMessageToThread } = missing("worker_threads").promises("postMessageToThread/4");
export const Worker = klass("Worker/1", EventEmitter, `
  postMessage/0 terminate/1 ref/0 unref/0 threadId@ threadName@ stdin@ stdout@ stderr@ resourceLimits@ getHeapSnapshot/1
  getHeapStatistics/0 cpuUsage/1 startCpuProfile/0 startHeapProfile/0
`);
export const isInternalThread = false;
export const isMainThread = true;
export const resourceLimits = {};
export const threadId = 0;
export const threadName = "";
export const SHARE_ENV = Symbol.for("nodejs.worker_threads.SHARE_ENV");
export const parentPort = null;
export const workerData = null;

const environmentData = new Map();

export function setEnvironmentData(key, value) {
  if (value === undefined) environmentData.delete(key);
  else environmentData.set(key, value);
}

export function getEnvironmentData(key) {
  return environmentData.get(key);
}

export { BroadcastChannel, locks, MessageChannel, MessagePort, moveMessagePortToContext, receiveMessageOnPort };
export { isMarkedAsUntransferable, markAsUncloneable, markAsUntransferable };

export default {
  isInternalThread, isMainThread, MessagePort, MessageChannel, markAsUncloneable, markAsUntransferable, isMarkedAsUntransferable,
  moveMessagePortToContext, receiveMessageOnPort, resourceLimits, postMessageToThread, threadId, threadName, SHARE_ENV, Worker,
  parentPort, workerData, BroadcastChannel, setEnvironmentData, getEnvironmentData, locks,
};
