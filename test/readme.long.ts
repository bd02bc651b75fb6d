/** What README shows, run against the demo that it starts. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { createClient } from 'graphql-ws';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startDemoGateway, type DemoGateway } from '../emulators/demo/gateway.ts';

const readme = readFileSync('README.md', 'utf8');

function listBlocks(language: string): readonly string[] {
  return [...readme.matchAll(/^```(\w+)\n(.+?)^```$/gms)].flatMap(([, name, text = '']) =>
    name === language ? [text] : [],
  );
}

let demo: DemoGateway;
let url: string;

beforeAll(async () => {
  demo = await startDemoGateway({
    now: Date.now,
    monotonic: () => performance.now(),
    random: Math.random,
    port: 0,
    host: undefined,
    logger: pino({ level: 'silent' }),
  });
  url = /http:\S+\/graphql/.exec(demo.greeting)?.[0] ?? '';
});

afterAll(() => demo.close());

async function ask(body: string, token?: string): Promise<unknown> {
  const authorization = token === undefined ? {} : { authorization: `Bearer ${token}` };
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...authorization },
    body,
  });
  return response.json();
}

async function getToken(scope: string): Promise<string> {
  const response = await fetch(new URL('/demo/token', url), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ scope }),
  });
  return ((await response.json()) as { readonly token: string }).token;
}

describe('README', () => {
  const [first = '', subscription = ''] = listBlocks('graphql');
  const commands = listBlocks('sh');

  it('shows the answer to its first query', async () => {
    expect(await ask(JSON.stringify({ query: first }))).toEqual(JSON.parse(listBlocks('text')[0] ?? ''));
  });

  it('has commands whose queries answer without an error', async () => {
    const asking = commands.filter((command) => command.includes('curl'));

    const answers = await Promise.all(
      asking.map(async (command) => {
        const [, scope] = /--scope "([^"]+)"/.exec(command) ?? [];
        const [, body = ''] = /-d '(.*)'/s.exec(command) ?? [];
        // A shell passes line breaks on as they are; between the members of an object JSON allows them.
        return ask(body, scope === undefined ? undefined : await getToken(scope));
      }),
    );

    expect(asking).toHaveLength(3);
    for (const answer of answers) expect(answer).not.toHaveProperty('errors');
    expect(JSON.stringify(answers)).toContain('"accessKeyId":"ASIA');
  });

  it('has a subscription that gives one event after the other', async () => {
    const client = createClient({ url: url.replace('http', 'ws') });
    const events = client.iterate({ query: subscription });

    const both = [await events.next(), await events.next()];
    await events.return?.();
    await client.dispose();

    for (const { value } of both) expect(value).toMatchObject({ data: { jobUpdated: { status: 'RUNNING' } } });
    expect(both[0]).not.toEqual(both[1]);
  });

  it('has a client that prints what is under way, event by event', async () => {
    const script = /"example:watch": "node (\S+)"/.exec(readFileSync('package.json', 'utf8'))?.[1] ?? '';
    const child = spawn(process.execPath, [script, '--url', url], { stdio: ['ignore', 'pipe', 'pipe'] });
    const exit = once(child, 'exit');
    let output = '';
    for await (const chunk of child.stdout) {
      output += String(chunk);
      if (/import-moving QUEUED/.test(output) && (output.match(/0032 RUNNING/g)?.length ?? 0) > 1) break;
    }
    // Leaving the loop has closed the pipe, as `head` would: the next event ends the program, without a word.
    child.stdout.destroy();
    const [status] = (await exit) as [number | null];

    expect({ status, stderr: await text(child.stderr) }).toEqual({ status: 0, stderr: '' });
    expect(commands).toContain('npm run example:watch\n');
    expect(output).toContain('panorama-lab:import-moving QUEUED\n');
  });
});
