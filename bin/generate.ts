/**
 * Writes the files that are made of the code: node bin/generate.ts [--check] [FILE …]. With --check nothing is written;
 * exits 1 if a file is not what would be written.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { parse, stringify } from 'yaml';
import { listOperations } from '../cli/operations.ts';
import { printTypeDefs } from '../src/operation/sdl.ts';
import { providers } from '../src/providers.ts';
import { formatApiSchema, formatPossibleTypes, listPossibleTypes } from './api-schema.ts';
import { formatConfigJsonSchema } from './config-json-schema.ts';
import { formatErrorCauseEnum, formatErrorCodeEnum, formatErrorCodes } from './error-codes.ts';
import { formatDetailFields, formatDetailOperations, formatJobDetail } from './console-operations.ts';
import { formatOperations } from './operations-json.ts';
import { formatCommandPage, formatPermissions, formatProviderNames, formatReadme } from './provider-kinds.ts';
import { formatSettingsPage } from './settings-page.ts';
import { formatFacts, listProvidersWithFacts } from './facts.ts';

const generated: Readonly<Record<string, () => string>> = {
  'schema/error-codes.generated.graphql': formatErrorCodeEnum,
  'schema/error-causes.generated.graphql': formatErrorCauseEnum,
  'config.schema.json': formatConfigJsonSchema,
  'README.md': formatReadme,
  'docs/cli.md': formatCommandPage,
  'docs/permissions.md': formatPermissions,
  'docs/settings.md': formatSettingsPage,
  'schema/snapshot/jobgraph.graphql': () => printTypeDefs(),
  'schema/snapshot/api.graphql': formatApiSchema,
  'schema/snapshot/possible-types.json': () => `${JSON.stringify(listPossibleTypes(), null, 2)}\n`,
  'client/possible-types.generated.ts': formatPossibleTypes,
  'console/src/detail/operations.generated.graphql': formatDetailOperations,
  'console/src/detail/fields.generated.ts': formatDetailFields,
  'client/job-detail.generated.graphql': formatJobDetail,
  'client/error-codes.generated.ts': formatErrorCodes,
  'emulators/demo/worlds.generated.ts': formatDemos,
  'cli/operations.generated.json': () => formatOperations(listOperations()),
  'console/src/state/providers.generated.ts': formatProviderNames,
  'deploy/kubernetes/overlays/prometheus/rules.generated.yaml': formatPrometheusRule,
  '.github/ISSUE_TEMPLATE/bug.yml': formatIssueForm,
  ...Object.fromEntries(
    listProvidersWithFacts().map((provider) => [
      `src/datasources/${provider.name}/facts.generated.ts`,
      () => formatFacts(provider.typeName),
    ]),
  ),
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { check: { type: 'boolean', default: false } },
});

for (const name of positionals.length === 0 ? Object.keys(generated) : positionals) {
  const format = generated[name];
  if (format === undefined) throw new Error(`${name} is none of ${Object.keys(generated).join(', ')}`);
  const file = new URL(`../${name}`, import.meta.url);
  const text = format();
  if (!values.check) writeFileSync(file, text);
  else if (readFileSync(file, 'utf8') !== text) {
    process.stderr.write(`${name} is not up to date: npm run regenerate\n`);
    process.exitCode = 1;
  }
}

/** The demo's part of each registered provider: `emulators/<name>/demo-world.ts`. */
function formatDemos(): string {
  const names = providers.map(({ name }) => name).toSorted();
  const imports = names.map((name) => `import { demo as ${name} } from '../${name}/demo-world.ts';`);
  return `/** One line for each registered provider: npm run generate. */\n${imports.join('\n')}\n\n/** By the provider's name. */\nexport const demos = { ${names.join(', ')} } as const;\n`;
}

/** The form as it is, with the providers' names as its choices. */
function formatIssueForm(): string {
  const form = readFileSync(new URL('../.github/ISSUE_TEMPLATE/bug.yml', import.meta.url), 'utf8');
  const names = providers.map(({ name }) => `        - ${name}\n`).toSorted();
  return form.replace(/(?<=- none in particular\n)( +- \w+\n)*/, names.join(''));
}

/** The alerts as the Prometheus operator takes them. */
function formatPrometheusRule(): string {
  const spec: unknown = parse(readFileSync(new URL('../deploy/monitoring/alerts.yaml', import.meta.url), 'utf8'));
  const rule = { apiVersion: 'monitoring.coreos.com/v1', kind: 'PrometheusRule', metadata: { name: 'jobgraph' }, spec };
  return `# Made of deploy/monitoring/alerts.yaml: npm run generate.\n${stringify(rule, { lineWidth: 0 })}`;
}
