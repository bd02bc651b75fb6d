export const load = () => import('../../../emulators/kit/xml.ts');
