import { schema } from '../graph/schema.ts';

export const app = schema;
