import { audit } from './plugins/audit.ts';
import { schema } from './schema.ts';

export const serve = [schema, audit];
