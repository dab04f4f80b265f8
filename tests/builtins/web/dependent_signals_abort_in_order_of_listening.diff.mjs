// AbortSignal.any: who hears of an abort first.
for (const order of [0,1,2]) {
const a=new AbortController(), any=AbortSignal.any([a.signal]), nested=AbortSignal.any([any]), n2=AbortSignal.any([nested,a.signal]);
const l=[['any',any],['nested',nested],['n2',n2]]; if(order===1) l.reverse(); if (order===2) { for(const [n,s] of l) s.aborted }
for (const [n,s] of l) s.addEventListener('abort',()=>console.log(order,n)); 
a.signal.addEventListener('abort',()=>console.log(order,'a')); a.abort();
}
const b=new AbortController(); const x=AbortSignal.any([b.signal]); const y=AbortSignal.any([x]); const z=AbortSignal.any([b.signal]); y.onabort=()=>console.log('y'); z.onabort=()=>console.log('z'); x.onabort=()=>console.log('x'); b.abort();
