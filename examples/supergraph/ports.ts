import { createServer } from 'node:net';

/** Where everything is unless any free ports are asked for; the configuration files beside this one say the same. */
export const ports = { router: 4000, jobgraph: 4001, annotations: 4002 };

/** Whether nothing listens there, on loopback. */
export async function isFree(port: number): Promise<boolean> {
  const probe = createServer();
  return new Promise((resolve) => {
    probe.once('error', () => {
      resolve(false);
    });
    probe.listen(port, '127.0.0.1', () => {
      probe.close(() => {
        resolve(true);
      });
    });
  });
}
