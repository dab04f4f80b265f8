// navigator and its locks: members, order of granting, errors as in Node. The platform names the processor, another one under qemu-user.
import {locks} from 'node:worker_threads'; console.log(locks===navigator.locks);
const d=(o)=>Reflect.ownKeys(o).map(k=>{const x=Object.getOwnPropertyDescriptor(o,k);return String(k)+":"+(x.get?"get "+x.get.name:typeof x.value+" "+(typeof x.value=="function"?x.value.name:'')+"/"+(x.value?.length))+(x.enumerable?"e":"")+(x.writable?"w":"")+(x.configurable?"c":"")});
console.log(d(Navigator.prototype), d(Object.getPrototypeOf(locks)), Navigator.length, navigator.userAgent, navigator.platform === `Linux ${process.arch === "x64" ? "x86_64" : process.arch}`, typeof navigator.hardwareConcurrency, Object.isFrozen(navigator.languages), Object.prototype.toString.call(navigator), navigator, Object.keys(navigator));
try{new Navigator()}catch(e){console.log(e.code,e.message)}
for (const k of ['hardwareConcurrency','language','languages','userAgent','platform','locks']) try{Object.getOwnPropertyDescriptor(Navigator.prototype,k).get.call({});console.log(k,'ok')}catch(e){console.log(k,e.name)}
const order=[]; const log=(...a)=>order.push(a.join(' ')); const q=async()=>{const s=await locks.query(); const f=(l)=>l.map(x=>x.name+':'+x.mode+':'+/^node-\d+-0$/.test(x.clientId)).join(); return `held ${f(s.held)} pending ${f(s.pending)}`};
const w=(n,p)=>p.then(v=>log(n,'ok',v),e=>log(n,e.name,e.code,e.message));
const settle=async()=>{for(let i=0;i<20;i++)await new Promise(setImmediate)};
let rel; const p1=locks.request('a',(l)=>{log('granted',l.name,l.mode,l.constructor.name,Object.prototype.toString.call(l)); return new Promise(r=>rel=r)}); w('p1',p1); log('sync after');
await settle(); w('p2',locks.request('a',{mode:'shared'},(l)=>{log('p2 in',l.mode);return 5})); w('p3',locks.request('a',{ifAvailable:true},(l)=>{log('p3',l); return 'none'}));
await settle(); log(await q()); rel('done'); await settle(); log(await q());
for (const a of [[],['x'],['x',5],['-x',()=>{}],['x',{mode:'bad'},()=>{}],['x',{steal:true,ifAvailable:true},()=>{}],['x',{steal:true,mode:'shared'},()=>{}],['x',{signal:AbortSignal.abort('r')},()=>{}],['x',{signal:new AbortController().signal,steal:true},()=>{}],['x',{signal:5},()=>{}],['x',null,()=>1],[Symbol(),()=>{}],[5,(l)=>l.name],['x',{},undefined]]) w('args',locks.request(...a));
await settle(); w('throws',locks.request('y',()=>{throw new Error('cb')})); await settle();
let r2; w('held',locks.request('s',()=>new Promise(r=>r2=r))); await settle(); w('steal',locks.request('s',{steal:true},(l)=>{log('stolen');return 'mine'})); await settle(); r2(); await settle();
const ac=new AbortController(); let r3; w('h3',locks.request('t',()=>new Promise(r=>r3=r))); w('ab',locks.request('t',{signal:ac.signal},()=>{log('never')})); w('next',locks.request('t',()=>'n')); await settle(); ac.abort('stop'); await settle(); r3('r3'); await settle();
const multi=[]; for(let i=0;i<3;i++) w('sh'+i,locks.request('m',{mode:'shared'},async()=>{multi.push(i);await settle();return i})); w('ex',locks.request('m',()=>multi.join())); w('sh4',locks.request('m',{mode:'shared'},()=>'late')); await settle(); await settle();
console.log(order.join('\n'));
