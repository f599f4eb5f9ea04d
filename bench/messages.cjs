// What a message costs: CPU time of cloning many small objects, and of one
// small message posted and received; then how long a worker takes to answer.
'use strict';
const { MessageChannel, Worker, receiveMessageOnPort } =
  require('worker_threads');

function cpu(count, run) {
  for (let i = 0; i < count / 2; i++) run();
  const before = process.cpuUsage();
  for (let i = 0; i < count; i++) run();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / count;
}

const list = Array.from({ length: 20000 },
                        (_, id) => ({ id, name: `name${id}`, ok: true }));
console.log(`structuredClone, 20,000 objects: ${
  (cpu(10, () => structuredClone(list)) / 1000).toFixed(1)} ms`);

const { port1, port2 } = new MessageChannel();
const message = { hello: 'world', n: 1, list: [1, 2, 3] };
console.log(`post and receive: ${cpu(20000, () => {
  port1.postMessage(message);
  receiveMessageOnPort(port2);
}).toFixed(2)} us`);
port1.close();

async function startUp() {
  const times = [];
  for (let i = 0; i < 15; i++) {
    const start = process.hrtime.bigint();
    const worker = new Worker(
      'require("worker_threads").parentPort.postMessage(1)', { eval: true });
    await new Promise((resolve) => worker.on('message', resolve));
    times.push(Number(process.hrtime.bigint() - start) / 1e6);
    await new Promise((resolve) => worker.on('exit', resolve));
  }
  times.sort((a, b) => a - b);
  console.log(`a worker's first message: ${times[7].toFixed(1)} ms`);
}

startUp();
