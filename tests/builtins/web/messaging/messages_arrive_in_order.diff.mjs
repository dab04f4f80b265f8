// Ports and channels: order of delivery, of other phases of the loop, of closing.
const {port1,port2}=new MessageChannel();
port2.on('message',(m)=>console.log('on',m));
port2.addEventListener('message',(e)=>console.log('ev',e.constructor.name,e.data,e.ports.length,e.target===port2));
port2.onmessage=(e)=>{console.log('handler',e.data); if(e.data===2) port2.close()};
port1.on('close',()=>console.log('p1 close')); port2.on('close',()=>console.log('p2 close'));
port1.postMessage(1); port1.postMessage({a:new Map([[1,2]])}); port1.postMessage(2);
const c=new MessageChannel(); const {port1:q}=new MessageChannel();
c.port1.postMessage('with port',[q]); c.port2.once('message',(m)=>{console.log('once',m); c.port2.close()});
setImmediate(()=>console.log('immediate'));
const a=new BroadcastChannel('x'), b=new BroadcastChannel('x'); b.onmessage=(e)=>{console.log('bc',e.data,e.type); b.close(); a.close()}; a.postMessage('hello');
console.log(port1.hasRef(), port2.hasRef());
