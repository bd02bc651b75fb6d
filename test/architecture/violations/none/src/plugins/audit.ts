import type { Schema } from '../schema.ts';

export const audit = (schema: Schema) => schema;
