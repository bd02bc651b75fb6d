export const load = () => import('../../emulation/xml.ts');
