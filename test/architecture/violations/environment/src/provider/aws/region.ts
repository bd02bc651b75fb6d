export const region = process.env['AWS_REGION'];
const { env } = process;
export const home = env['HOME'];
