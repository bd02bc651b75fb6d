export const startDemoGateway = {};
