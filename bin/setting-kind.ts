import type { z } from 'zod';

type JsonSchema = z.core.JSONSchema.BaseSchema;

/**
 * What a value of the configuration may be, for people: `whole number from 1 to 20; default 10`. `need` is the condition
 * under which the file must have it, such as `required`; undefined if it may be left out.
 */
export function formatKind(schema: JsonSchema, need: string | undefined): string {
  const { default: value, description = '' } = schema;
  const kind = formatValue(schema);
  if (value !== undefined && kind !== 'section') return `${kind}; default ${formatDefault(value)}`;
  if (need !== undefined) return need === '' ? kind : `${kind}; ${need}`;
  return kind === 'section' || description.includes('Default: ') ? kind : `${kind}; optional`;
}

function formatValue(schema: JsonSchema): string {
  const { const: constant, enum: values, type, anyOf, oneOf, items, format } = schema;
  if (constant !== undefined) return formatCode(constant);
  if (values !== undefined) return `one of ${values.map(formatCode).join(', ')}`;
  const alternatives = anyOf ?? oneOf;
  if (alternatives !== undefined) return [...new Set(alternatives.map(formatAlternative))].join(' or ');
  if (type === 'array') return formatList(items, schema);
  if (type === 'object') return 'section';
  if (type === 'boolean') return 'true or false';
  if (type === 'integer' || type === 'number')
    return `${type === 'integer' ? 'whole number' : 'number'}${formatRange(schema)}`;
  return format === 'uri' ? 'URL' : 'text';
}

function formatAlternative(schema: JsonSchema | boolean): string {
  return typeof schema === 'boolean' ? 'any value' : formatValue(schema);
}

function formatList(items: JsonSchema['items'], { minItems, maxItems }: JsonSchema): string {
  const entry = typeof items === 'object' && !Array.isArray(items) ? formatAlternative(items) : 'any value';
  const counts = maxItems === undefined ? '' : `, ${String(minItems ?? 0)} to ${String(maxItems)} entries`;
  return `list of ${entry}${counts || ((minItems ?? 0) > 0 ? ', at least one' : '')}`;
}

function formatRange({ minimum, exclusiveMinimum, maximum }: JsonSchema): string {
  const most = maximum?.toLocaleString('en');
  if (minimum !== undefined && most !== undefined) return ` from ${minimum.toLocaleString('en')} to ${most}`;
  if (exclusiveMinimum !== undefined && most !== undefined)
    return ` above ${String(exclusiveMinimum)}, at most ${most}`;
  return most === undefined ? '' : `, at most ${most}`;
}

function formatDefault(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.map(formatCode).join(', ');
  return formatCode(value);
}

function formatCode(value: unknown): string {
  return `\`${String(value)}\``;
}
