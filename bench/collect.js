/** Loaded before the program whose memory is measured: collects its garbage when it gets SIGUSR1. Changes nothing before. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

process.on('SIGUSR1', () => {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc');
  // The last resort also gives pages back to the system: otherwise the heap keeps the size that it once had.
  const options = { type: 'major', execution: 'sync', flavor: 'last-resort' };
  collect(options);
  collect(options);
});
