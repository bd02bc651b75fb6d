export const readings = [Date.now(), performance.now(), new Date(), Date()];
