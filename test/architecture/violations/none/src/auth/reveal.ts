import { openSecret } from '../provider/contract/secret.ts';
import type { Viewer } from './viewer.ts';

export const reveal = (viewer: Viewer) => [viewer, openSecret];
