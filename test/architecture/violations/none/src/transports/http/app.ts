import { schema } from '../../operation/schema.ts';

export const app = schema;
