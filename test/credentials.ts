/** The keys of every emulator that tests start, unless keys are what a test is about. Obviously nobody's. */
export const awsCredentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'not-a-real-secret' };
export const cosCredentials = { secretId: 'AKIDEXAMPLE0000', secretKey: 'not-a-real-secret' };
