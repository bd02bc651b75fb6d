import { post } from '../client/http.ts';

export const graph = post;
