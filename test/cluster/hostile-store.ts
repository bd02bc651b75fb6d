/** A store that answers what a test says, in the protocol of Redis or in none, until it leads to a real one. */
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** A command as it came. `script`: what it runs, by the keys that it is given; otherwise the command's name. */
export interface Asked {
  readonly script: string;
  readonly words: readonly string[];
  readonly socket: Socket;
}

/** The bytes of the answer; undefined: what a store answers that holds nothing; null: none. */
export type Answer = (asked: Asked) => string | null | undefined;

export interface HostileStore {
  /** As `cluster.valkey.url` takes it. */
  readonly url: string;
  readonly port: number;
  /** What it is asked, in order. */
  readonly asked: string[];
  /** Connections that are there. */
  readonly sockets: ReadonlySet<Socket>;
  /** From now on it is a door to this store: connections that are there end. */
  readonly becomeRight: (url: string) => void;
  readonly close: () => Promise<void>;
}

export const toText = (text: string): string => `$${Buffer.byteLength(text)}\r\n${text}\r\n`;
export const toList = (...items: readonly string[]): string => `*${items.length}\r\n${items.join('')}`;
export const toMessage = (channel: string, text: string): string =>
  toList(toText('message'), toText(channel), toText(text));

export async function startHostileStore(answer: Answer): Promise<HostileStore> {
  const sockets = new Set<Socket>();
  const asked: string[] = [];
  let right: string | undefined;
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
    if (right === undefined) {
      readCommands(socket, (words) => {
        const script = toScript(words);
        asked.push(script);
        const bytes = answer({ script, words, socket });
        if (bytes !== null) socket.write(bytes ?? toUsual(script, words));
      });
      return;
    }
    const store = connect(right.slice('unix:'.length));
    store.on('error', () => undefined);
    socket.on('close', () => store.destroy());
    store.on('close', () => socket.destroy());
    socket.pipe(store).pipe(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const cut = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    url: `redis://127.0.0.1:${port}`,
    port,
    asked,
    sockets,
    becomeRight: (url) => {
      right = url;
      cut();
    },
    close: async () => {
      cut();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** What a store answers in which nothing is, and whose scripts grant all that is wanted. */
function toUsual(script: string, words: readonly string[]): string {
  const now = `:${Date.now()}\r\n`;
  const keys = Number(words[2]);
  switch (script) {
    case 'subscribe':
      return toList(toText('subscribe'), toText(words[1] ?? ''), ':1\r\n');
    case 'beat':
      return toList(now, ':1\r\n');
    case 'look':
      return toList(now, ':0\r\n', ...Array.from({ length: (keys - 1) / 3 }, () => toList(toText('yours'))));
    case 'take':
      return toList(':0\r\n', ':9\r\n', ...Array.from({ length: Number(words[3 + keys + 3]) }, () => ':0\r\n'));
    case 'spend':
      return toList(':1\r\n', ':60000\r\n');
    default:
      return ':1\r\n';
  }
}

const scriptsOfKeys: Readonly<Record<string, string>> = {
  members: 'beat',
  clock: 'put',
  rate: 'slow-down',
  calls: 'give-back',
  budget: 'spend',
  claim: 'release',
};

function toScript(words: readonly string[]): string {
  const [command = '', , , firstKey = ''] = words;
  if (!/^evalsha$/i.test(command)) return command.toLowerCase();
  const kind = firstKey.split(':')[2] ?? '';
  const values = words.slice(3 + Number(words[2]));
  if (kind === 'clock' && values[0] === '2000') return 'look';
  if (kind === 'rate' && values.length > 3) return 'take';
  return scriptsOfKeys[kind] ?? kind;
}

/** Commands are lists of texts. */
function readCommands(socket: Socket, onCommand: (words: readonly string[]) => void): void {
  let text = '';
  const words: string[] = [];
  let left = 0;
  socket.setEncoding('latin1');
  socket.on('data', (chunk) => {
    text += String(chunk);
    for (;;) {
      const head = /^([*$])(\d+)\r\n/.exec(text);
      if (head === null) return;
      const [{ length }, kind, count] = [head[0], head[1], Number(head[2])];
      if (kind === '$' && text.length < length + count + 2) return;
      if (kind === '*') left = count;
      else words.push(text.slice(length, length + count));
      text = text.slice(length + (kind === '*' ? 0 : count + 2));
      if (left > 0 && words.length === left) onCommand(words.splice(0));
    }
  });
}
