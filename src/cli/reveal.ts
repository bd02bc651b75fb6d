/** `--reveal`: protected fields that are asked for by name, beside the open ones. */
import { CommandFault, exits } from './exit.ts';
import type { CommandSchema, SchemaField } from './schema.ts';

/** One of them. */
export interface ProtectedField {
  readonly jobType: string;
  /** From the job to the field: `signature`, or `containers.command` for a field of each entry. */
  readonly path: string;
  readonly selection: string;
}

/**
 * The fields that are named: `signature` of every type that has one, or `ImportExportJob.signature`. Throws `CommandFault` for
 * a name that no type has.
 */
export function findProtected(schema: CommandSchema, names: readonly string[]): readonly ProtectedField[] {
  const known = schema.jobTypes.flatMap((jobType) => listProtected(schema, jobType));
  return names.flatMap((name) => {
    const found = known.filter(({ jobType, path }) => name === path || name === `${jobType}.${path}`);
    if (found.length > 0) return found;
    const all = known.map(({ jobType, path }) => `${jobType}.${path}`).join(', ');
    throw new CommandFault(exits.usage, `--reveal must name a field of ${all}, but got ${JSON.stringify(name)}.`);
  });
}

/** Every name that can be given. */
export function listProtectedNames(schema: CommandSchema): readonly string[] {
  const known = schema.jobTypes.flatMap((jobType) => listProtected(schema, jobType));
  return [...new Set([...known.map(({ path }) => path), ...known.map(({ jobType, path }) => `${jobType}.${path}`)])];
}

/** The fields as a selection of a job, without braces. */
export function toRevealSelection(fields: readonly ProtectedField[]): string {
  return fields.map(({ jobType, selection }) => `... on ${jobType} { ${selection} }`).join(' ');
}

function listProtected(schema: CommandSchema, jobType: string): readonly ProtectedField[] {
  const common = new Set(schema.fieldsOf('Job')?.map(({ name }) => name));
  const own = (schema.fieldsOf(jobType) ?? []).filter(({ name }) => !common.has(name));
  return own.flatMap((field) => {
    if (field.isProtected) return [{ jobType, path: field.name, selection: selectAll(schema, field) }];
    const inner = (schema.fieldsOf(field.type) ?? []).filter(({ isProtected }) => isProtected);
    return inner.map((one) => ({
      jobType,
      path: `${field.name}.${one.name}`,
      selection: `${field.name} { ${selectAll(schema, one)} }`,
    }));
  });
}

function selectAll(schema: CommandSchema, { name, type }: SchemaField): string {
  const below = schema.fieldsOf(type);
  return below === undefined ? name : `${name} { ${below.map((field) => selectAll(schema, field)).join(' ')} }`;
}
