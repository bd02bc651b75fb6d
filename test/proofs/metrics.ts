/** Calls of a source that the gateway counted. Other operations of the source are not counted. */
export async function countCalls(gatewayUrl: string, source: string, operation: string): Promise<number> {
  const metrics = await (await fetch(new URL('/metrics', gatewayUrl))).text();
  return metrics
    .split('\n')
    .filter((line) => line.startsWith('jobgraph_upstream_calls_total{'))
    .filter((line) => line.includes(`source="${source}"`) && line.includes(`operation="${operation}"`))
    .reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0);
}
