/** The fields that `--json` names, as a selection set. */
import { UsageFault } from './exit.ts';
import type { CommandSchema, SchemaField } from './schema.ts';

/** Names of fields, each with the fields that are chosen below. */
type Tree = Map<string, Tree>;

/**
 * The selection set, without braces, for names such as `id`, `progress.fraction`, `source` (all of its simple fields) and
 * `CosBatchJob.operation` (only of jobs of this type). Throws `CommandFault` for a name that `type` does not have.
 */
export function toSelection(schema: CommandSchema, type: string, names: readonly string[]): string {
  const tree: Tree = new Map();
  for (const name of names) {
    let node = tree;
    for (const part of name.split('.')) {
      const below: Tree = node.get(part) ?? new Map<string, Tree>();
      node.set(part, below);
      node = below;
    }
  }
  return print(schema, type, tree);
}

function print(schema: CommandSchema, type: string, tree: Tree): string {
  return [...tree].map(([name, below]) => printOne(schema, type, name, below)).join(' ');
}

function printOne(schema: CommandSchema, type: string, name: string, below: Tree): string {
  if (type === 'Job' && schema.jobTypes.includes(name)) return `... on ${name} { ${printBelow(schema, name, below)} }`;
  const fields = schema.fieldsOf(type);
  const field = fields.find((one) => one.name === name);
  if (field === undefined) {
    const known = [...fields.map((one) => one.name), ...(type === 'Job' ? schema.jobTypes : [])];
    throw new UsageFault(`--json must name fields of ${type} (${known.join(', ')}), but got ${JSON.stringify(name)}.`);
  }
  if (isSimple(schema, field)) {
    if (below.size > 0) throw new UsageFault(`--json: ${type}.${name} has no fields.`);
    return name;
  }
  return `${name} { ${printBelow(schema, field.type, below)} }`;
}

/** Without a choice: the simple fields that need no scope of their own. */
function printBelow(schema: CommandSchema, type: string, below: Tree): string {
  if (below.size > 0) return print(schema, type, below);
  const open = schema.fieldsOf(type).filter((field) => isSimple(schema, field) && !field.isProtected);
  return open.map(({ name }) => name).join(' ');
}

function isSimple(schema: CommandSchema, { type }: SchemaField): boolean {
  return schema.fieldsOf(type).length === 0;
}

/** Every name that can be given, objects as the names below them: one level, which is as deep as jobs go without a provider's own. */
export function listFieldNames(schema: CommandSchema, type: string): readonly string[] {
  const common = schema.fieldsOf(type).flatMap((field) => {
    if (isSimple(schema, field)) return [field.name];
    const simple = schema.fieldsOf(field.type).filter((below) => isSimple(schema, below));
    return simple.map(({ name }) => `${field.name}.${name}`);
  });
  if (type !== 'Job') return common;
  const own = schema.jobTypes.flatMap((jobType) => schema.ownFieldsOf(jobType).map(({ name }) => `${jobType}.${name}`));
  return [...common, ...own];
}
