// toWeb() and fromWeb() of node:stream's classes.
import { Readable, Writable, Duplex, Transform, PassThrough } from "node:stream";
const log=(...a)=>console.log(...a);
const r = Readable.from(["a","b"], {objectMode:false}); 
log(await Array.fromAsync(Readable.toWeb(r)));
log(await Array.fromAsync(Readable.toWeb(Readable.from([1,{a:2}]))));
const out=[]; const w=new Writable({write(c,e,cb){out.push(c.toString());setImmediate(cb)},highWaterMark:3});
await ReadableStream.from(["abc","def","ghi"]).pipeTo(Writable.toWeb(w)); log(out, w.writableFinished, w.destroyed);
const rr=Readable.fromWeb(ReadableStream.from(["x","y"]),{encoding:'utf8'}); for await(const c of rr) log(c);
const ww=[]; const wr=Writable.fromWeb(new WritableStream({write(c){ww.push(c)},close(){ww.push('closed')}})); wr.write('hello'); wr.write(Buffer.from('b')); wr.end('end'); await new Promise(r=>wr.on('finish',r)); log(ww);
const d=Duplex.fromWeb(new TransformStream({transform(c,x){x.enqueue(new TextDecoder().decode(c).toUpperCase())}}),{encoding:'utf8'}); d.write('hi'); d.end(); for await(const c of d) log(c);
const {readable,writable}=Duplex.toWeb(new PassThrough()); const wr2=writable.getWriter(); wr2.write(new Uint8Array([1,2])); wr2.close(); log(await Array.fromAsync(readable));
for (const f of [()=>Readable.fromWeb({}),()=>Readable.toWeb({}),()=>Writable.fromWeb(5),()=>Writable.toWeb({}),()=>Duplex.fromWeb({}),()=>Duplex.toWeb({}), ()=>Readable.fromWeb(new ReadableStream(),{encoding:'x'}), ()=>Readable.toWeb(new Readable({read(){}}),{type:'x'})]) try{f();log('ok')}catch(e){log(e.code,e.message)}
const rd=new Readable({read(){this.push('x')}}); const web=Readable.toWeb(rd); const rdr=web.getReader(); log((await rdr.read()).value.length); await rdr.cancel(new Error('stop')); log(rd.destroyed);
rd.on('error',()=>{});
const bad=new Readable({read(){this.destroy(new Error('bad'))}}); try{for await(const x of Readable.toWeb(bad));}catch(e){log(e.message)}
const web2=Readable.toWeb(Readable.from([Buffer.from('hello')],{objectMode:false}),{type:'bytes'}); const by=web2.getReader({mode:'byob'}); log((await by.read(new Uint8Array(3))).value,(await by.read(new Uint8Array(3))).value,(await by.read(new Uint8Array(3))).done);
const wd=new Writable({write(c,e,cb){cb(new Error('werr'))}}); try{ await ReadableStream.from(["q"]).pipeTo(Writable.toWeb(wd)); }catch(e){log(e.message)}
const rs3=new ReadableStream({start(c){c.error(new Error('src'))}}); try{for await(const x of Readable.fromWeb(rs3));}catch(e){log(e.message)}
