import { readXml } from '../upstream/xml.ts';

export const known = readXml;
