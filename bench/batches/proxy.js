/** The limit: no graph at all. Takes ids, reads a hundred in a call, and hands out what came. */
import { createServer } from 'node:http';
import { port, sayReady } from '../settings.js';
import { parseJobId } from '../world.js';
import { jobsPerCall, readBatch } from './reads.js';

async function read(ids) {
  const indexes = Map.groupBy(ids.keys(), (index) => parseJobId(ids[index])[0]);
  const answers = [];
  await Promise.all(
    [...indexes].flatMap(([provider, places]) =>
      Array.from({ length: Math.ceil(places.length / jobsPerCall) }, async (_, part) => {
        const own = places.slice(part * jobsPerCall, (part + 1) * jobsPerCall);
        const found = await readBatch(
          provider,
          own.map((index) => parseJobId(ids[index])[1]),
        );
        for (const [at, index] of own.entries()) answers[index] = found[at];
      }),
    ),
  );
  return answers;
}

const server = createServer(async (request, response) => {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const { variables } = JSON.parse(Buffer.concat(chunks).toString());
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(await read(variables.ids)));
});
server.listen(port, '127.0.0.1', sayReady);
