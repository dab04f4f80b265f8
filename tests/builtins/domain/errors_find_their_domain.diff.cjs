// Errors of timers, ticks, promises' callbacks, emitters and bound functions go to the domain in which they began.
const domain = require('node:domain');
const { EventEmitter } = require('node:events');
const fs = require('node:fs');

const lines = [];
const log = (...parts) => lines.push(parts.join(' '));
process.on('exit', () => console.log(lines.sort().join('\n')));

function within(name, fn) {
  const d = domain.create();
  d.on('error', (error) => log(name, 'caught', error.message, error.domain === d, error.domainThrown, process.domain === d, domain._stack.length));
  d.run(fn, d);
  log(name, 'after run', process.domain === null || process.domain === undefined, domain.active === process.domain);
  return d;
}
within('timer', () => setTimeout(() => { throw new Error('in a timer'); }, 1));
within('immediate', () => setImmediate(() => { throw new Error('in an immediate'); }));
within('tick', () => process.nextTick(() => { throw new Error('in a tick'); }));
within('callback', () => fs.stat(__filename, () => { throw new Error('in a callback'); }));
within('nested timers', () => setTimeout(() => setTimeout(() => { throw new Error('in an inner timer'); }, 1), 1));
within('promise', (d) => Promise.resolve().then(() => log('promise', process.domain === d)));
within('emitter', () => {
  const emitter = new EventEmitter();
  setImmediate(() => log('emit gives', emitter.emit('error', new Error('of an emitter'))));
  setImmediate(() => emitter.emit('error'));
});
const explicit = domain.create();
explicit.on('error', (error) => log('explicit caught', error.message, error.domainEmitter === outside, error.domainBound !== undefined));
const outside = new EventEmitter();
explicit.add(outside);
explicit.add(outside);
log('members', explicit.members.length, outside.domain === explicit, Object.keys(outside).includes('domain'));
outside.emit('error', new Error('of a member'));
explicit.remove(outside);
log('removed', outside.domain, explicit.members.length);
explicit.intercept((value) => log('intercepted', value))(null, 'value');
explicit.intercept(() => log('never'))(new Error('first argument'));
setImmediate(explicit.bind((value) => { throw new Error(`bound ${value}`); }), 'argument');
log('bound has', explicit.bind(() => {}).domain === explicit, explicit.run((a, b) => a + b, 1, 2));

const outer = domain.create();
outer.on('error', (error) => log('outer caught', error.message));
outer.run(() => {
  const inner = domain.create();
  inner.on('error', (error) => { log('inner caught', error.message); throw new Error('from the handler'); });
  setImmediate(() => outer.run(() => inner.run(() => { throw new Error('deep'); })));
});
const [a, b] = [domain.create(), domain.create()];
a.add(b);
b.add(a);
log('no circle', b.domain === a, a.domain === b);
try {
  process.setUncaughtExceptionCaptureCallback(() => {});
} catch ({ code }) {
  log(code);
}
log(EventEmitter.usingDomains, domain.create === domain.createDomain, typeof domain.Domain, Object.keys(domain).sort());
process.once('uncaughtException', (error) => log('uncaught', error.message, process.domain === null, domain._stack.length));
setTimeout(() => domain.create().run(() => { throw new Error('no handler'); }), 20);
within('rejection', () => { Promise.reject(new Error('rejected')); });
