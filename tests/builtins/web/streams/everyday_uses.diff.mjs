// Sources, sinks, transforms, tees, bytes and text: the uses of every day.
const rs=new ReadableStream({n:0,pull(c){ if(this.n++<5)c.enqueue(this.n); else c.close(); }});
for await (const x of rs) console.log(x);
const out=[];
await new ReadableStream({start(c){c.enqueue('a');c.enqueue('b');c.close()}}).pipeThrough(new TransformStream({transform(x,c){c.enqueue(x+x)}})).pipeTo(new WritableStream({write(x){out.push(x)},close(){out.push('closed')}}));
console.log(out);
console.log(new ReadableStream(), new WritableStream(), new TransformStream(), new ReadableStream({type:'bytes'}));
const [a,b]=ReadableStream.from([1,2,3]).tee(); 
console.log(await Array.fromAsync(a), await Array.fromAsync(b));
const bs=new ReadableStream({type:'bytes',start(c){c.enqueue(new Uint8Array([1,2,3,4]));c.enqueue(new Uint8Array([5]));c.close()}});
const [x,y]=bs.tee(); console.log(await Array.fromAsync(x));
const r=y.getReader({mode:'byob'}); console.log(await r.read(new Uint8Array(2)),await r.read(new Uint16Array(1)),await r.read(new Uint8Array(10)),await r.read(new Uint8Array(10)));
console.log(r, r.closed);
const t=new TextEncoderStream(); const w=t.writable.getWriter(); w.write('é\ud83d'); w.write('\ude00'); w.close(); console.log(await Array.fromAsync(t.readable));
console.log(t, w);
