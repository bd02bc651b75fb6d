/** The program: reads its arguments, starts the gateway, prints where it is, and stops on a signal. */
import { pino } from 'pino';
import { createDemoIssuer } from './auth/demo-tokens.ts';
import { parseCommandLine, UsageError } from './command-line.ts';
import { ConfigError, demoConfig, loadConfig, type Config } from './config.ts';
import { createServer, type Server, type ServerOptions } from './server.ts';
