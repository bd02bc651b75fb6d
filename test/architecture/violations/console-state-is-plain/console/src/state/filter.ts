import { client } from '../graph/client.ts';

export const filter = client;
