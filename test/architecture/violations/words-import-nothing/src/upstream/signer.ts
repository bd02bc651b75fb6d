export const sign = 'sign';
