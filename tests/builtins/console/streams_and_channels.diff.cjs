// The global console writes to streams it is given, and publishes what it prints before it is formatted.
const { Writable } = require('node:stream');
const dc = require('node:diagnostics_channel');
const seen = [];
for (const method of ['log', 'info', 'debug', 'warn', 'error']) dc.subscribe(`console.${method}`, (args, name) => { seen.push([name, args.length]); if (typeof args[0] === 'object') args[0].added = method; });
const lines = [];
const stream = (name) => new Writable({ write(chunk, encoding, done) { lines.push([name, String(chunk)]); done(); } });
const { _stdout } = console;
console._stdout = stream('out');
console._stderr = stream('err');
for (const method of ['log', 'info', 'debug', 'warn', 'error']) console[method]({ given: 1 }, 'text');
console.log('plain');
new console.Console(stream('own')).log({ x: 1 });
console.time('t');
console._stdout = _stdout;
console.log(lines, seen, console._times.has('t'), Object.keys(console).includes('_times'));
