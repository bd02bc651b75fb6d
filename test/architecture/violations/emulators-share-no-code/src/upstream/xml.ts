export const readXml = {};
