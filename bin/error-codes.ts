/** Files made of the catalogues of errors and causes. */
import { errorCatalogue } from '../src/errors/catalogue.ts';
import { causeCatalogue } from '../src/errors/causes.ts';
import { formatEnum } from './sdl-enum.ts';

/** The graph's enum of codes: SDL. */
export function formatErrorCodeEnum(): string {
  return formatEnum({
    name: 'JobErrorCode',
    origin: 'src/errors/catalogue.ts',
    description:
      'What went wrong, or is not covered, as one word. Values may be added one day: treat one that you do not know by `message` and `isRetryable`.',
    values: Object.entries(errorCatalogue).map(([name, { meaning }]) => ({ name, description: meaning })),
  });
}

/** The graph's enum of causes: SDL. */
export function formatErrorCauseEnum(): string {
  return formatEnum({
    name: 'JobErrorCause',
    origin: 'src/errors/causes.ts',
    description:
      'Why a source did not answer, as one word, made of codes alone. Values may be added one day: treat one that you do not know by the error code beside it.',
    values: Object.entries(causeCatalogue).map(([name, { meaning }]) => ({ name, description: meaning })),
  });
}

/** For the client, which shares no code with the gateway. */
export function formatErrorCodes(): string {
  const codes = Object.keys(errorCatalogue).map((code) => `  | '${code}'`);
  return `/** Made of the catalogue of errors: npm run generate. */\n\n/** Every \`extensions.code\` and code of an issue. */\nexport type ErrorCode =\n${codes.join('\n')};\n`;
}
