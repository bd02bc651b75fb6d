/** Texts of Import/Export that may repeat the tracking number: masked in the facts, whole for those who may see the number. */
import { reveal } from '../../auth/reveal.ts';
import type { RequiredScopes } from '../../auth/required-scopes.ts';
import { satisfies, type Viewer } from '../../auth/viewer.ts';
import type { UnmaskedTexts } from '../../datasources/importexport/index.ts';
import type { GatewayContext } from '../context.ts';
import type { ImportExportJobNode } from '../nodes.ts';

const scopes: RequiredScopes = [['job:sensitive']];
const secretName = 'unmaskedTexts';
const factNames: ReadonlySet<string> = new Set(['statusMessage', 'failures', 'failures.message', 'warningMessage']);
const none: ReadonlySet<string> = new Set();

export const maskedTexts = {
  /** The secrets that these facts need, where the viewer may see what the mask hides. */
  toSecrets: (typeName: string, facts: ReadonlySet<string>, viewer: Viewer): ReadonlySet<string> => {
    const isAsked = typeName === 'ImportExportJob' && [...facts].some((fact) => factNames.has(fact));
    return isAsked && satisfies(viewer, scopes) ? new Set([secretName]) : none;
  },

  /** The text as this viewer may see it. */
  read: <Name extends keyof UnmaskedTexts>(
    node: ImportExportJobNode,
    name: Name,
    { viewer, noteDisclosure }: GatewayContext,
  ): UnmaskedTexts[Name] => {
    const secret = node.secrets[secretName];
    if (secret === undefined || !satisfies(viewer, scopes)) return node[name];
    const whole = (reveal(secret, viewer, scopes) ?? node)[name];
    // Another text may be the one that repeats the number.
    if (JSON.stringify(whole) !== JSON.stringify(node[name])) noteDisclosure(node.id, `ImportExportJob.${name}`);
    return whole;
  },
};
