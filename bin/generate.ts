/**
 * Writes the files that are made of the code: node bin/generate.ts [--check] [FILE …]. With --check nothing is written;
 * exits 1 if a file is not what would be written.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { parse, stringify } from 'yaml';
import * as clientDocuments from '../client/graphql.generated.ts';
import { listOperations } from '../src/cli/operations.ts';
import { toDigest } from '../src/config/persisted-operations.ts';
import { errorCatalogue } from '../src/errors/catalogue.ts';
import { printTypeDefs } from '../src/graph/sdl.ts';
import { formatApiSchema, formatPossibleTypes, listPossibleTypes } from './api-schema.ts';
import { formatConfigJsonSchema } from './config-json-schema.ts';
import { formatDetailFields, formatDetailOperations, formatJobDetail } from './console-operations.ts';

const generated: Readonly<Record<string, () => string>> = {
  'config.schema.json': formatConfigJsonSchema,
  'schema/snapshot/jobgraph.graphql': () => printTypeDefs(),
  'schema/snapshot/api.graphql': formatApiSchema,
  'schema/snapshot/possible-types.json': () => `${JSON.stringify(listPossibleTypes(), null, 2)}\n`,
  'client/possible-types.generated.ts': formatPossibleTypes,
  'console/src/detail/operations.generated.graphql': formatDetailOperations,
  'console/src/detail/fields.generated.ts': formatDetailFields,
  'client/job-detail.generated.graphql': formatJobDetail,
  'client/error-codes.generated.ts': formatErrorCodes,
  'src/cli/operations.generated.json': () => formatOperations(listOperations()),
  'client/operations.generated.json': () => formatOperations(Object.values(clientDocuments).map(String)),
  'deploy/kubernetes/overlays/prometheus/rules.generated.yaml': formatPrometheusRule,
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
    process.stderr.write(`${name} is not up to date: npm run generate\n`);
    process.exitCode = 1;
  }
}

/** For the client, which shares no code with the gateway. */
function formatErrorCodes(): string {
  const codes = Object.keys(errorCatalogue).map((code) => `  | '${code}'`);
  return `/** Made of the catalogue of errors: npm run generate. */\n\n/** Every \`extensions.code\` and code of an issue. */\nexport type ErrorCode =\n${codes.join('\n')};\n`;
}

/** Operations by their SHA-256: what `persistedOperations.file` takes. */
function formatOperations(texts: readonly string[]): string {
  return `${JSON.stringify(Object.fromEntries(texts.map((text) => [toDigest(text), text])), null, 2)}\n`;
}

/** The alerts as the Prometheus operator takes them. */
function formatPrometheusRule(): string {
  const spec: unknown = parse(readFileSync(new URL('../deploy/monitoring/alerts.yaml', import.meta.url), 'utf8'));
  const rule = { apiVersion: 'monitoring.coreos.com/v1', kind: 'PrometheusRule', metadata: { name: 'jobgraph' }, spec };
  return `# Made of deploy/monitoring/alerts.yaml: npm run generate.\n${stringify(rule, { lineWidth: 0 })}`;
}
