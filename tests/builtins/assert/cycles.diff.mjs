// Structures that contain themselves: equal when they come round together.
import a from "node:assert";
const t=(n,f)=>{try{f();console.log(n,'eq')}catch(e){console.log(n,'ne')}};
const b={}; b.b=b; const c={}; c.b={}; c.b.b=c;
t(1,()=>a.deepEqual(b,c)); t(2,()=>a.deepEqual(c,b)); t(3,()=>a.deepStrictEqual(b,c));
const d={}; d.b={}; d.b.b={}; d.b.b.b=d; 
t(4,()=>a.deepEqual(b,d));t(5,()=>a.deepEqual(c,d));t(6,()=>a.deepEqual(d,c));
const e={x:{}}; e.x.b=e.x; const g={x:{}}; g.x.b={b:g.x};
t(7,()=>a.deepEqual(e,g));
t(8,()=>a.partialDeepStrictEqual(b,c)); t(9,()=>a.partialDeepStrictEqual(c,b));
const l1=[1]; l1.push(l1); const l2=[1,[1]]; l2[1].push(l2);
t(10,()=>a.deepEqual(l1,l2));t(11,()=>a.deepEqual(l2,l1));
const s1=new Set(); s1.add(s1); const s2=new Set(); s2.add(new Set([s2]));
t(12,()=>a.deepEqual(s1,s2));
const shared={q:1}; t(13,()=>a.deepEqual({a:shared,b:shared},{a:{q:1},b:{q:1}})); t(14,()=>a.deepEqual({a:shared,b:{r:shared}},{a:{q:1},b:{r:{q:1}}}));
const h1={}, h2={}; h1.o=h2; h2.o=h1; t(15,()=>a.deepEqual(h1,h2)); t(16,()=>a.deepEqual(h1,b));
