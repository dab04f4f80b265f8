// node:cluster.  Its state, which is a primary's without workers; forking is not there yet and throws.
// Reference: nodejs.org/api/cluster.html
import { EventEmitter } from "../events/_emitter.js";
import { missing } from "../_missing.js";

const { functions, klass } = missing("cluster");
export const Worker = klass("Worker/1", EventEmitter, "kill/0 send/0 isDead/0 isConnected/0 disconnect/0 destroy/1");
export const { setupPrimary, setupMaster, fork, disconnect } = functions("setupPrimary:/1 setupMaster:/1 fork:/1 disconnect:/1");

const cluster = new EventEmitter();

export default Object.assign(cluster, {
  isWorker: false,
  isMaster: true,
  isPrimary: true,
  Worker,
  workers: {},
  settings: {},
  SCHED_NONE: 1,
  SCHED_RR: 2,
  schedulingPolicy: 2,
  setupPrimary,
  setupMaster,
  fork,
  disconnect,
});

export const { _events, _eventsCount, _maxListeners, isWorker, isMaster, isPrimary, workers, settings, SCHED_NONE, SCHED_RR, schedulingPolicy } = cluster;
