// Stats, BigIntStats and StatFs, from the records that the ops fill. Spec: https://nodejs.org/api/fs.html#class-fsstats

const TYPE = 61440;
const TYPES = [
  ["isDirectory", 16384], ["isFile", 32768], ["isBlockDevice", 24576], ["isCharacterDevice", 8192], ["isSymbolicLink", 40960],
  ["isFIFO", 4096], ["isSocket", 49152],
];

function StatsBase(dev, mode, nlink, uid, gid, rdev, blksize, ino, size, blocks) {
  this.dev = dev;
  this.mode = mode;
  this.nlink = nlink;
  this.uid = uid;
  this.gid = gid;
  this.rdev = rdev;
  this.blksize = blksize;
  this.ino = ino;
  this.size = size;
  this.blocks = blocks;
}
for (const [name, type] of TYPES) {
  const method = function () { return this._checkModeProperty(type); };
  Object.defineProperty(method, "name", { value: "" });
  StatsBase.prototype[name] = method;
}

// Dates are made when they are looked at.
function defineDates(prototype) {
  for (const name of ["atime", "mtime", "ctime", "birthtime"]) {
    Object.defineProperty(prototype, name, {
      enumerable: true,
      configurable: true,
      get() { return (this[name] = new Date(Math.round(Number(this[`${name}Ms`])))); },
      set(value) { Object.defineProperty(this, name, { enumerable: true, configurable: true, writable: true, value }); },
    });
  }
}

export function Stats(dev, mode, nlink, uid, gid, rdev, blksize, ino, size, blocks, atimeMs, mtimeMs, ctimeMs, birthtimeMs) {
  this.dev = dev;
  this.mode = mode;
  this.nlink = nlink;
  this.uid = uid;
  this.gid = gid;
  this.rdev = rdev;
  this.blksize = blksize;
  this.ino = ino;
  this.size = size;
  this.blocks = blocks;
  this.atimeMs = atimeMs;
  this.mtimeMs = mtimeMs;
  this.ctimeMs = ctimeMs;
  this.birthtimeMs = birthtimeMs;
}

export function BigIntStats(
  dev, mode, nlink, uid, gid, rdev, blksize, ino, size, blocks, atimeNs, mtimeNs, ctimeNs, birthtimeNs,
) {
  StatsBase.call(this, dev, mode, nlink, uid, gid, rdev, blksize, ino, size, blocks);
  this.atimeMs = atimeNs / 1_000_000n;
  this.mtimeMs = mtimeNs / 1_000_000n;
  this.ctimeMs = ctimeNs / 1_000_000n;
  this.birthtimeMs = birthtimeNs / 1_000_000n;
  this.atimeNs = atimeNs;
  this.mtimeNs = mtimeNs;
  this.ctimeNs = ctimeNs;
  this.birthtimeNs = birthtimeNs;
}

for (const constructor of [Stats, BigIntStats]) {
  Object.setPrototypeOf(constructor.prototype, StatsBase.prototype);
  Object.setPrototypeOf(constructor, StatsBase);
  defineDates(constructor.prototype);
}
Stats.prototype._checkModeProperty = function (property) { return (this.mode & TYPE) === property; };
BigIntStats.prototype._checkModeProperty = function (property) { return (this.mode & BigInt(TYPE)) === BigInt(property); };

class StatFs {
  constructor(type, bsize, frsize, blocks, bfree, bavail, files, ffree) {
    this.type = type;
    this.bsize = bsize;
    this.frsize = frsize;
    this.blocks = blocks;
    this.bfree = bfree;
    this.bavail = bavail;
    this.files = files;
    this.ffree = ffree;
  }
}

const FIELDS = 18;
const { prototype } = Stats;

export const newRecord = (bigint) => (bigint ? new BigInt64Array(FIELDS) : new Float64Array(FIELDS));

// Synchronous calls share one record: what it holds is taken out at once.
let shared;
export const sharedRecord = (bigint) => (bigint ? newRecord(true) : (shared ??= new Float64Array(FIELDS)));

export function statsFrom(r) {
  if (typeof r[0] === "bigint") return bigStatsFrom(r);
  // Half of the time of the constructor: the engine makes the object in one piece.
  return {
    __proto__: prototype,
    dev: r[0], mode: r[1], nlink: r[2], uid: r[3], gid: r[4], rdev: r[5], blksize: r[6], ino: r[7], size: r[8], blocks: r[9],
    atimeMs: r[10] * 1000 + r[11] / 1e6, mtimeMs: r[12] * 1000 + r[13] / 1e6, ctimeMs: r[14] * 1000 + r[15] / 1e6,
    birthtimeMs: r[16] * 1000 + r[17] / 1e6,
  };
}

function bigStatsFrom(r) {
  const time = (at) => r[at] * 1_000_000_000n + r[at + 1];
  return new BigIntStats(...r.subarray(0, 10), time(10), time(12), time(14), time(16));
}

export const statfsFrom = (record) => new StatFs(...record.subarray(0, 8));

