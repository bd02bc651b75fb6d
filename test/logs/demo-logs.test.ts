import { expect, it, onTestFinished } from 'vitest';
import { startDemo } from '../../emulators/demo/start.ts';
import { startGateway } from '../gateway.ts';

it('the demo’s failed jobs say why in their last lines, and a running one writes', async () => {
  const demo = await startDemo();
  const gateway = await startGateway({ sources: demo.sources });
  onTestFinished(async () => {
    await gateway.close();
    await demo.close();
  });
  const token = await gateway.token('job:read', 'job:logs');
  const ask = (id: string | undefined): string =>
    `jobLog(id: "${id}", last: 5) { part { status isComplete } lines { text kind } issues { code } }`;
  const batch = 'batch-prod:ba7c0000-0000-4000-8000-00000000000';

  const { data, errors } = await gateway.query(
    `{ failed: ${ask(`${batch}7`)} running: ${ask(`${batch}5`)} build: ${ask(demo.sampleIds['builds']?.protected)}
       run: ${ask(demo.sampleIds['ci']?.protected)} pods: ${ask(demo.sampleIds['cluster']?.protected)} }`,
    { token },
  );

  expect(errors).toEqual([]);
  expect(data.failed.lines.at(-1)).toEqual({ text: 'MemoryError: cannot allocate 3221225472 bytes', kind: 'TEXT' });
  expect(data.running.part).toEqual({ status: 'RUNNING', isComplete: false });
  expect(data.running.lines).toHaveLength(5);
  expect(data.build.lines.at(-1)).toMatchObject({ kind: 'ERROR' });
  expect(data.run.lines).toContainEqual({ text: 'Process completed with exit code 1.', kind: 'ERROR' });
  expect(data.pods.lines.at(-1).text).toContain('password authentication failed');
  const all = [data.failed, data.running, data.build, data.run, data.pods];
  expect(all.flatMap(({ issues }) => issues)).toEqual([]);
});
