import { z } from 'zod';
import { configSchema } from '../src/config/schema.ts';

type JsonSchema = z.core.JSONSchema.BaseSchema;

/** `${NAME}`, somewhere in the text. */
const reference = { type: 'string', pattern: String.raw`\$\{[A-Za-z_][A-Za-z0-9_]*\}` } as const;

/** The shape of the configuration file as a JSON schema, for editors: the text of `config.schema.json`. */
export function formatConfigJsonSchema(): string {
  const schema = z.toJSONSchema(configSchema, {
    // Understood by every editor's YAML support.
    target: 'draft-07',
    io: 'input',
    override: ({ jsonSchema }) => takeReferences(jsonSchema),
  });
  return `${JSON.stringify({ ...schema, title: 'The configuration of jobgraph' }, null, 2)}\n`;
}

const rules = ['type', 'minimum', 'maximum', 'exclusiveMinimum', 'pattern', 'format', 'enum'] as const;

/** Where only some values fit, a reference to the environment fits too; but what tells sections apart is written out. */
function takeReferences(schema: JsonSchema): void {
  const { type, pattern, format, enum: values } = schema;
  const isAnyText = type === 'string' && pattern === undefined && format === undefined && values === undefined;
  if (schema.const !== undefined || type === undefined || type === 'object' || type === 'array' || isAnyText) return;
  const present = rules.filter((rule) => schema[rule] !== undefined);
  const own: JsonSchema = Object.fromEntries(present.map((rule) => [rule, schema[rule]]));
  for (const rule of present) Reflect.deleteProperty(schema, rule);
  schema.anyOf = [own, reference];
}
