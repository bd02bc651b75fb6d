import { openSecret } from '../secret.ts';
import type { Viewer } from './viewer.ts';

export const reveal = (viewer: Viewer) => [viewer, openSecret];
