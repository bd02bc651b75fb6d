import { graph } from '../cli/graph.ts';

export const query = graph;
