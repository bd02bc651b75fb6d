import { execFileSync } from 'node:child_process';

/**
 * Composed before the clock starts: its users do that when they deploy.
 * @param configFolder of this folder's, with mesh.config.js and gateway.config.js
 */
export function toHiveCommand(configFolder, { here, folder, port, environment }) {
  const bin = `${here}node_modules/.bin/`;
  const supergraph = `${folder}/supergraph-${configFolder.replace(`/`, `-`)}.graphql`;
  execFileSync(process.execPath, [`${bin}mesh-compose`, '-c', `${configFolder}/mesh.config.js`, '-o', supergraph], {
    cwd: here,
    env: environment,
    stdio: process.env.BENCH_DEBUG === '1' ? 'inherit' : 'ignore',
  });
  const options = ['-c', `${configFolder}/gateway.config.js`, '--host', '127.0.0.1', '-p', String(port)];
  return [process.execPath, `${bin}hive-gateway`, 'supergraph', supergraph, ...options];
}
