export const Job = 'Job';
