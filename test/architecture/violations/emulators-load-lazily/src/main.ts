export { startDemoGateway } from '../emulators/demo/gateway.ts';
