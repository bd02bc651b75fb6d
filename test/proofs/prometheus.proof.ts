/** The alerts and the expressions of the dashboard, judged by Prometheus' own tool. */
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { fillIn, folder, readAlerts, readDashboard } from '../deploy/monitoring-files.ts';

const run = promisify(execFile);
const hasPromtool = await run('promtool', ['--version']).then(
  () => true,
  () => false,
);
if (!hasPromtool)
  process.stderr.write(
    '\n!!! SKIPPED, because there is no promtool in PATH (Debian: prometheus): alerts and dashboard under Prometheus\n',
  );

const scratch = mkdtempSync(join(tmpdir(), 'jobgraph-promtool-'));
afterAll(() => {
  rmSync(scratch, { recursive: true });
});

/** Whether promtool accepts these expressions, as rules that record. */
async function check(expressions: readonly string[]): Promise<string> {
  const rules = expressions.map((expr, index) => ({ record: `panel_${index}`, expr }));
  const file = join(scratch, 'rules.yaml');
  writeFileSync(file, stringify({ groups: [{ name: 'dashboard', rules }] }));
  return (await run('promtool', ['check', 'rules', file])).stdout;
}

const alerts = fileURLToPath(new URL('alerts.yaml', folder));
const cases = fileURLToPath(new URL('alerts.promtool.yaml', import.meta.url));

describe.skipIf(!hasPromtool)('under promtool', () => {
  it('the alerts are rules', async () => {
    const { stdout } = await run('promtool', ['check', 'rules', alerts]);

    expect(stdout).toContain(`SUCCESS: ${readAlerts().length} rules found`);
  });

  it('the alerts fire when they should, and not otherwise: each has a case', async () => {
    const { tests } = parse(readFileSync(cases, 'utf8')) as {
      readonly tests: readonly { readonly alert_rule_test: readonly { readonly alertname: string }[] }[];
    };
    const tested = new Set(tests.flatMap((one) => one.alert_rule_test.map(({ alertname }) => alertname)));

    expect(tested).toEqual(new Set(readAlerts().map(({ alert }) => alert)));
    await expect(run('promtool', ['test', 'rules', cases])).resolves.toMatchObject({
      stdout: expect.stringContaining('SUCCESS') as string,
    });
  });

  it('the configuration of deploy/compose.yaml is one, and finds the alerts', async () => {
    const { stdout } = await run('promtool', ['check', 'config', fileURLToPath(new URL('prometheus.yaml', folder))]);

    expect(stdout).toContain('1 rule files found');
  });

  it('a case that does not hold fails', async () => {
    const text = readFileSync(cases, 'utf8')
      .replace('501x20', '499x20')
      .replace('../../deploy/monitoring/alerts.yaml', alerts);
    const file = join(scratch, 'false.yaml');
    writeFileSync(file, text);

    await expect(run('promtool', ['test', 'rules', file])).rejects.toThrow();
  });

  it('the expressions of the panels are PromQL', async () => {
    const expressions = readDashboard().panels.flatMap(({ targets = [] }) => targets.map(({ expr }) => fillIn(expr)));

    expect(await check(expressions)).toContain(`SUCCESS: ${expressions.length} rules found`);
    await expect(check(['sum by (source (up)'])).rejects.toThrow();
  });
});
