export const redeem = {};
