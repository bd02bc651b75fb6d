/** The fields that `--json` names, as a selection set. */
import { CommandFault, exits } from './exit.ts';
import type { CommandSchema, SchemaField } from './schema.ts';

/** Names of fields to what is chosen below them. */
type Tree = Map<string, Tree>;

/**
 * The selection set, without braces, for names such as `id`, `progress.fraction`, `source` (all of its simple fields) and
 * `CosBatchJob.operation` (only of jobs of this type). Throws `CommandFault` for a name that `type` does not have.
 */
export function toSelection(schema: CommandSchema, type: string, names: readonly string[]): string {
  const tree: Tree = new Map();
  for (const name of names) {
    let place = tree;
    for (const part of name.split('.')) {
      const below: Tree = place.get(part) ?? new Map<string, Tree>();
      place.set(part, below);
      place = below;
    }
  }
  return print(schema, type, tree);
}

function print(schema: CommandSchema, type: string, tree: Tree): string {
  return [...tree].map(([name, below]) => printOne(schema, type, name, below)).join(' ');
}

function printOne(schema: CommandSchema, type: string, name: string, below: Tree): string {
  if (type === 'Job' && schema.jobTypes.includes(name)) return `... on ${name} { ${printBelow(schema, name, below)} }`;
  const fields = schema.fieldsOf(type) ?? [];
  const field = fields.find((one) => one.name === name);
  if (field === undefined) {
    const known = [...fields.map((one) => one.name), ...(type === 'Job' ? schema.jobTypes : [])];
    throw new CommandFault(
      exits.usage,
      `--json must name fields of ${type} (${known.join(', ')}), but got ${JSON.stringify(name)}.`,
    );
  }
  if (schema.fieldsOf(field.type) === undefined) {
    if (below.size > 0) throw new CommandFault(exits.usage, `--json: ${type}.${name} has no fields.`);
    return name;
  }
  return `${name} { ${printBelow(schema, field.type, below)} }`;
}

/** Without a choice: the simple fields that need no scope of their own. */
function printBelow(schema: CommandSchema, type: string, below: Tree): string {
  if (below.size > 0) return print(schema, type, below);
  const simple = (schema.fieldsOf(type) ?? []).filter((field) => isSimple(schema, field));
  return simple.map(({ name }) => name).join(' ');
}

function isSimple(schema: CommandSchema, { type, isProtected }: SchemaField): boolean {
  return !isProtected && schema.fieldsOf(type) === undefined;
}

/** Every name that can be given, objects as the names below them: one level, which is as deep as jobs go without a provider's own. */
export function listFieldNames(schema: CommandSchema, type: string): readonly string[] {
  const own = (schema.fieldsOf(type) ?? []).flatMap((field) => {
    const below = schema.fieldsOf(field.type);
    if (below === undefined) return [field.name];
    return below.filter((one) => schema.fieldsOf(one.type) === undefined).map((one) => `${field.name}.${one.name}`);
  });
  if (type !== 'Job') return own;
  const common = new Set((schema.fieldsOf('Job') ?? []).map(({ name }) => name));
  const ofTypes = schema.jobTypes.flatMap((jobType) =>
    (schema.fieldsOf(jobType) ?? []).filter(({ name }) => !common.has(name)).map(({ name }) => `${jobType}.${name}`),
  );
  return [...own, ...ofTypes];
}
