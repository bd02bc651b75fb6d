export const readings = [Date.now(), new Date(), Date()];
