import { createServer } from 'node:net';

const lastPort = 65_535;
const unusableAddress = new Set(['EADDRNOTAVAIL', 'EAFNOSUPPORT']);

/** The first port from `wanted` on that nothing on this machine listens on. */
export async function findFreePort(wanted) {
  for (let port = wanted; port <= lastPort; port += 1) {
    if ((await canListen(port, '127.0.0.1')) && (await canListen(port, '::1'))) return port;
  }
  throw new Error(`No port from ${wanted} on is free.`);
}

function canListen(port, host) {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error) => resolve(unusableAddress.has(error.code)));
    server.listen({ port, host }, () => server.close(() => resolve(true)));
  });
}
