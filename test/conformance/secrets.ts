/** Protected fields: hidden from viewers without their scope, shown to those with it. */
import { expect } from 'vitest';
import { listProtectedFields, selectEveryField } from '../datasources/every-field.ts';
import { unless, type Kit } from './kit.ts';
import { isNone } from './provider-under-test.ts';

export function showSecrets(kit: Kit): void {
  showOpen(kit);
  const { subject, show, world } = kit;
  const names = listProtectedFields(subject.typeName);
  const secrets = unless(kit, subject.answers.secrets, 'secrets: hidden', 'secrets: shown', 'secrets: rows');
  if (secrets === undefined) {
    kit.showThat('has no protected field, as it says', () => {
      expect(names).toEqual([]);
    });
    return;
  }
  const document = `query ($ids: [ID!]!) { jobsById(ids: $ids) { id ... on ${subject.typeName} ${selectEveryField(subject.typeName)} } }`;
  const key = subject.keys.good;

  const askWhole = async (): Promise<Readonly<Record<string, unknown>>> => {
    world().clear();
    world().put(key, { body: subject.answers.toBody(key) });
    const { jobs, errors } = await world().askWhole([key]);
    expect(errors).toEqual([]);
    return jobs[0] as Readonly<Record<string, unknown>>;
  };

  show('secrets: shown', async () => {
    const whole = await askWhole();

    expect(names.length).toBeGreaterThan(0);
    // Each is in the good answer, and in the graph.
    expect(names.filter((name) => listLeaves(pickAll(whole, name.split('.'))).length === 0)).toEqual([]);
    expect(secretsOf(whole).length).toBeGreaterThan(0);
  });

  const secretsOf = (whole: unknown): readonly string[] =>
    names.flatMap((name) =>
      listLeaves(pickAll(whole, name.split('.'))).filter(
        (text) => text.length > 3 && secrets.alsoOpen?.[name]?.test(text) !== true,
      ),
    );

  const expectHidden = (texts: readonly string[], said: unknown): void => {
    const text = JSON.stringify(said) + world().gateway.logs.join('');
    expect(texts.filter((secret) => text.includes(JSON.stringify(secret).slice(1, -1)))).toEqual([]);
  };

  show('secrets: hidden', async () => {
    const texts = secretsOf(await askWhole());
    const { gateway, toIds, askOpen } = world();

    const asked = await gateway.query(document, {
      variables: { ids: toIds([key]) },
      token: await gateway.token('job:read'),
    });
    const open = await askOpen([key]);

    expectHidden(texts, [asked.data, asked.errors, open]);
    expect(asked.errors.length).toBeGreaterThan(0);
    expect(new Set(asked.errors.map(({ extensions }) => extensions.code))).toEqual(
      new Set(['UNAUTHORIZED_FIELD_OR_TYPE']),
    );
    expect(open.jobs[0]).toEqual(expect.objectContaining({ id: toIds([key])[0] }));
  });

  if (isNone(subject.lists)) {
    kit.excuse('secrets: rows', subject.lists);
    return;
  }
  const { jobs } = subject.lists;
  show('secrets: rows', async () => {
    world().clear();
    const { gateway, token } = world();
    const list = `{ jobs(first: ${jobs.length}) { nodes { id ... on ${subject.typeName} ${selectEveryField(subject.typeName)} } } }`;
    const whole = await gateway.query(list, { token });
    const texts = secretsOf(whole.data.jobs.nodes);
    const hidden = await gateway.query(list, { token: await gateway.token('job:read') });

    expect(whole.errors).toEqual([]);
    expect(texts.length).toBeGreaterThan(0);
    expectHidden(texts, [hidden.data, hidden.errors]);
    expect(hidden.data.jobs.nodes).toHaveLength(jobs.length);
  });
}

function showOpen({ subject, show, world }: Kit): void {
  const open = `{ id ... on ${subject.typeName} ${selectEveryField(subject.typeName, { openOnly: true })} }`;
  const document = `query ($ids: [ID!]!) { jobsById(ids: $ids) ${open} jobs(first: 20) { nodes ${open} } }`;
  show('secrets: open', async () => {
    const { gateway, clear, put, toIds, token } = world();
    const key = subject.keys.good;
    const countAudits = (): number => gateway.logs.filter((line) => line.includes('"audit"')).length;
    clear();
    put(key, { body: subject.answers.toBody(key) });
    const audited = countAudits();

    const texts: string[] = [];
    for (const scopes of [['job:read'], ['job:read', 'job:sensitive'], ['job:read', 'job:credentials']] as const)
      texts.push(await askFor(await gateway.token(...scopes)));
    texts.push(await askFor(token));

    expect(texts).toEqual(texts.map(() => texts[0]));
    expect(texts[0]).toContain(toIds([key])[0]);
    expect(countAudits()).toBe(audited);

    async function askFor(viewer: string): Promise<string> {
      const { data, errors } = await gateway.query(document, { variables: { ids: toIds([key]) }, token: viewer });
      expect(errors).toEqual([]);
      // Nothing is kept here, so each reads at a time of its own.
      return JSON.stringify(data, (name, value: unknown) =>
        name === 'fetchedAt' || name === 'durationSeconds' ? null : value,
      );
    }
  });
}

/** What stands at the path, in lists too. */
function pickAll(value: unknown, [name, ...rest]: readonly string[]): unknown {
  if (value === null || value === undefined) return null;
  if (Array.isArray(value)) return value.map((item) => pickAll(item, name === undefined ? [] : [name, ...rest]));
  return name === undefined ? value : pickAll((value as Readonly<Record<string, unknown>>)[name], rest);
}

function listLeaves(value: unknown): readonly string[] {
  if (value === null || value === undefined) return [];
  if (typeof value === 'object') return Object.values(value).flatMap(listLeaves);
  return [typeof value === 'string' ? value : JSON.stringify(value)];
}
