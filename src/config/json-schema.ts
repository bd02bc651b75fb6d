import { z } from 'zod';
import { configSchema } from './schema.ts';

type JsonSchema = z.core.JSONSchema.BaseSchema;

/** `${NAME}`, somewhere in the text. */
const reference = { type: 'string', pattern: String.raw`\$\{[A-Za-z_][A-Za-z0-9_]*\}` } as const;

/** What tells sections apart must be readable without an environment. */
const discriminators = ['provider', 'mode'];

/** The shape of the configuration file as a JSON schema, for editors: the text of `config.schema.json`. */
export function formatConfigJsonSchema(): string {
  const schema = z.toJSONSchema(configSchema, {
    // Understood by every editor's YAML support.
    target: 'draft-07',
    io: 'input',
    override: ({ jsonSchema, path }) => {
      if (!discriminators.includes(String(path.at(-1)))) takeReferences(jsonSchema);
    },
  });
  return `${JSON.stringify({ ...schema, title: 'The configuration of jobgraph' }, null, 2)}\n`;
}

/** Where only some values fit, a reference to the environment fits too. */
function takeReferences(schema: JsonSchema): void {
  const { type, minimum, maximum, exclusiveMinimum, pattern, format, enum: values } = schema;
  const isText = type === 'string' && pattern === undefined && format === undefined && values === undefined;
  if (schema.const !== undefined || type === undefined || type === 'object' || type === 'array' || isText) return;
  const rules = { type, minimum, maximum, exclusiveMinimum, pattern, format, enum: values };
  for (const rule of Object.keys(rules) as (keyof typeof rules)[]) Reflect.deleteProperty(schema, rule);
  schema.anyOf = [rules, reference];
}
