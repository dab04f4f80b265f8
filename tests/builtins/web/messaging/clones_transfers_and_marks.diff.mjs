// What can be posted, cloned and transferred, and what refuses; streams in a transfer list.
import {markAsUntransferable as mt, markAsUncloneable as mc, isMarkedAsUntransferable as im, MessageChannel, MessagePort, BroadcastChannel, receiveMessageOnPort, moveMessagePortToContext} from 'node:worker_threads';
console.log(MessageChannel===globalThis.MessageChannel, MessagePort===globalThis.MessagePort, BroadcastChannel===globalThis.BroadcastChannel);
const t=(f)=>{try{console.log(f())}catch(e){console.log(e.name,e.code,e.message)}};
const ab=new ArrayBuffer(3); mt(ab); t(()=>structuredClone(ab,{transfer:[ab]})); t(()=>structuredClone(ab)); console.log(im(ab),im({}),im(5));
const o={a:1}; mc(o); t(()=>structuredClone(o)); t(()=>structuredClone({o})); t(()=>structuredClone([o]));
class A{}; const x=new A; mc(x); t(()=>structuredClone(x)); const b=new Blob([]); mc(b); t(()=>structuredClone(b)); const ar=[]; mc(ar); t(()=>structuredClone(ar)); const f=()=>{}; mc(f); t(()=>structuredClone(f));const ab2=new ArrayBuffer(1); mc(ab2); t(()=>structuredClone(ab2)); const u8=new Uint8Array(1); mc(u8); t(()=>structuredClone(u8)); const er=new Error('q'); mc(er); t(()=>structuredClone(er).message);
const {port1,port2}=new MessageChannel(); mt(port1); t(()=>port2.postMessage(1,[port1])); t(()=>structuredClone(port1,{transfer:[port1]}));
const rs=new ReadableStream(); mt(rs); t(()=>structuredClone(rs,{transfer:[rs]}));
t(()=>structuredClone(new ReadableStream())); t(()=>structuredClone(new WritableStream()));t(()=>structuredClone(new TransformStream()));
t(()=>structuredClone(5,{transfer:[new ReadableStream().getReader()]})); const lk=new ReadableStream(); lk.getReader(); t(()=>structuredClone(lk,{transfer:[lk]}));
const lw=new WritableStream(); lw.getWriter(); t(()=>structuredClone(lw,{transfer:[lw]}));
t(()=>structuredClone({a:{b:new ReadableStream()}}));
const c=new MessageChannel(); c.port1.postMessage('a'); c.port1.postMessage({b:1}); t(()=>receiveMessageOnPort(c.port2));t(()=>receiveMessageOnPort(c.port2));t(()=>receiveMessageOnPort(c.port2));
const s=new ReadableStream({start(c){c.enqueue('x');c.enqueue('y');c.close()}}); const s2=structuredClone(s,{transfer:[s]}); console.log(s.locked, s2); console.log(await Array.fromAsync(s2));
const got=[]; const w=new WritableStream({write(x){got.push(x)},close(){got.push('close')}}); const w2=structuredClone(w,{transfer:[w]}); const wr=w2.getWriter(); await wr.write(1); await wr.write({z:2}); await wr.close(); for (let i = 0; i < 5; i++) await new Promise(setImmediate); console.log(got, w.locked);
const tr=new TransformStream({transform(x,c){c.enqueue(x*2)}}); const tr2=structuredClone(tr,{transfer:[tr]}); const tw=tr2.writable.getWriter(); tw.write(4); tw.close(); console.log(await Array.fromAsync(tr2.readable));
const er3=new ReadableStream({start(c){c.error(new TypeError('bad'))}}); const er4=structuredClone(er3,{transfer:[er3]}); try{for await(const q of er4);}catch(e){console.log(e.name,e.message)}
