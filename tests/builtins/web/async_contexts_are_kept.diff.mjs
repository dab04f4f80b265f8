// AsyncLocalStorage: in which context ports, channels, events and the methods of sources and sinks run.
import {AsyncLocalStorage} from 'node:async_hooks'; const als=new AsyncLocalStorage();
const log=(...a)=>console.log(...a,als.getStore());
als.run('create',()=>{ globalThis.c=new MessageChannel(); });
als.run('listen',()=>{ c.port2.on('message',(m)=>{log('msg',m); c.port2.close()}); });
als.run('post',()=>c.port1.postMessage('x'));
const t=new EventTarget(); als.run('l',()=>t.addEventListener('a',()=>log('event'))); als.run('d',()=>t.dispatchEvent(new Event('a')));
als.run('stream',()=>{ const rs=new ReadableStream({start(c){log('start')},pull(c){log('pull'); c.enqueue(1)},cancel(){log('cancel')}}); als.run('read',()=>{const r=rs.getReader(); r.read().then(()=>log('read done'))}); });
als.run('w',()=>{ const ws=new WritableStream({write(){log('write')},close(){log('close')}}); als.run('w2',()=>{const w=ws.getWriter(); w.write(1); w.close()}); });
als.run('t',()=>{ const ts=new TransformStream({transform(x,c){log('transform');c.enqueue(x)},flush(){log('flush')}}); als.run('t2',()=>{const w=ts.writable.getWriter(); w.write(1); w.close(); als.run('t3',()=>ts.readable.getReader().read().then(()=>log('t read')))}); });
const bc1=new BroadcastChannel('q'), bc2=als.run('bc',()=>new BroadcastChannel('q')); bc2.onmessage=()=>{log('bc'); bc1.close();bc2.close()}; als.run('bcpost',()=>bc1.postMessage(1));
