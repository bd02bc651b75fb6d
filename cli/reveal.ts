/** `--reveal`: protected fields that are asked for by name, beside the open ones. */
import { UsageFault } from './exit.ts';
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
  const known = listProtected(schema);
  return names.flatMap((name) => {
    const found = known.filter((field) => name === field.path || name === toFullName(field));
    if (found.length > 0) return found;
    const all = known.map(toFullName).join(', ');
    throw new UsageFault(`--reveal must name a field of ${all}, but got ${JSON.stringify(name)}.`);
  });
}

/** Every name that can be given. */
export function listProtectedNames(schema: CommandSchema): readonly string[] {
  const known = listProtected(schema);
  return [...new Set([...known.map(({ path }) => path), ...known.map(toFullName)])];
}

/** The fields as a selection of a job, without braces. */
export function toRevealSelection(fields: readonly ProtectedField[]): string {
  return fields.map(({ jobType, selection }) => `... on ${jobType} { ${selection} }`).join(' ');
}

function listProtected(schema: CommandSchema): readonly ProtectedField[] {
  return schema.jobTypes.flatMap((jobType) =>
    schema.ownFieldsOf(jobType).flatMap((field) => {
      if (field.isProtected) return [{ jobType, path: field.name, selection: selectAll(schema, field) }];
      const inner = schema.fieldsOf(field.type).filter(({ isProtected }) => isProtected);
      return inner.map((one) => ({
        jobType,
        path: `${field.name}.${one.name}`,
        selection: `${field.name} { ${selectAll(schema, one)} }`,
      }));
    }),
  );
}

/** The name of a field of one type. */
function toFullName({ jobType, path }: ProtectedField): string {
  return `${jobType}.${path}`;
}

function selectAll(schema: CommandSchema, { name, type }: SchemaField): string {
  const below = schema.fieldsOf(type).map((field) => selectAll(schema, field));
  return below.length === 0 ? name : `${name} { ${below.join(' ')} }`;
}
