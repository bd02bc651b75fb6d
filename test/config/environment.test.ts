import { describe, expect, it } from 'vitest';
import { faultsOf, knownKeys, load, minimal } from './config-file.ts';

describe('${NAME}', () => {
  it('is replaced in any value: in text, several in one, in numbers and truth values, in lists, in every style', () => {
    const config = load(
      `
server: { port: \${PORT}, introspection: \${ON}, host: '\${A}.\${B}' }
cache: { runningSeconds: \${HALF} }
auth: { mode: none }
sources:
  - name: a
    provider: healthomics
    region: \${REGION}
    referenceStoreIds: [\${STORE}, "\${STORE}0"]
    credentials: { accessKeyId: \${ID}, secretAccessKey: "\${KEY}" }
    limits: { burst: 1\${ZERO} }
  - name: b
    provider: importexport
    signatureVersion: \${VERSION}
`,
      {
        PORT: '0',
        ON: 'true',
        A: 'a',
        B: 'b',
        HALF: '0.5',
        REGION: 'us-west-2',
        STORE: '0012345678',
        ID: '0012',
        KEY: '1e5',
        ZERO: '0',
        VERSION: '2',
      },
    );

    const times = { timeoutSeconds: 10, deadlineSeconds: 25 };
    expect({ server: config.server, running: config.cache.runningSeconds, sources: config.sources }).toEqual({
      server: { ...load(minimal).server, port: 0, introspection: true, host: 'a.b' },
      running: 0.5,
      sources: [
        {
          name: 'a',
          provider: 'healthomics',
          region: 'us-west-2',
          referenceStoreIds: ['0012345678', '00123456780'],
          credentials: { accessKeyId: '0012', secretAccessKey: '1e5' },
          limits: { burst: 10 },
          ...times,
        },
        { name: 'b', provider: 'importexport', signatureVersion: 2, ...times },
      ],
    });
  });

  it('is text, not YAML: what a variable holds cannot add keys, and is not looked through again', () => {
    const config = load(
      `auth: { mode: none }\nsources: [{ name: a, provider: importexport, credentials: { profile: \${P} } }]`,
      {
        P: 'x\n  y: ${Q} # "',
      },
    );

    expect(config.sources[0]?.credentials).toEqual({ profile: 'x\n  y: ${Q} # "' });
  });

  it('is not replaced in keys and comments', () => {
    const faults = faultsOf(`${minimal}# \${UNSET}\n\${SERVER}: {}\n`, { SERVER: 'server' });

    expect(faults).toEqual([
      `the file must have no keys but ${knownKeys.file}, but got one that is not shown in line 4: did you mean server?`,
    ]);
  });

  it('of a variable that is not set is a fault that names it, and the only one of its value', () => {
    const faults = faultsOf(
      `auth: { mode: \${MODE} }
server: { port: \${PORT}, host: "\${HOST}:\${HOST}\${constructor}", prot: \${PROT} }
sources: [{ name: a, provider: \${PROVIDER} }]`,
    );

    expect(faults).toEqual([
      'auth.mode needs the environment variable MODE, but it is not set',
      'server.port needs the environment variable PORT, but it is not set',
      'server.host needs the environment variable HOST, but it is not set',
      'server.host needs the environment variable constructor, but it is not set',
      'server.prot needs the environment variable PROT, but it is not set',
      `server.prot must be one of the keys ${knownKeys.server}, but is none of them: did you mean port?`,
      'sources[0].provider needs the environment variable PROVIDER, but it is not set',
    ]);
  });

  it.each(['${}', '${a-b}', '${A:-b}', '${ A }', 'x${A'])('%j is a mistake, not text', (host) => {
    const faults = faultsOf(`${minimal}server: { host: "${host}" }\n`, { A: 'a' });

    expect(faults).toEqual([
      'server.host must name environment variables as ${NAME}, of letters, digits and "_", but got another name or no "}"',
    ]);
  });

  it.each([
    ['port', '', 'a whole number from 0 to 65535', 'empty text, from V'],
    ['port', 'abc', 'a whole number from 0 to 65535', 'a value that is not shown (text of 3 characters, from V)'],
    ['port', '0x50', 'a whole number from 0 to 65535', 'a value that is not shown (text of 4 characters, from V)'],
    ['port', '080', 'a whole number from 0 to 65535', 'a value that is not shown (text of 3 characters, from V)'],
    ['port', '70000', 'a whole number from 0 to 65535', 'a value that is not shown (a number, from V)'],
    ['explorer', '1', 'true or false', 'a value that is not shown (text of 1 character, from V)'],
    [
      'corsOrigins',
      'https://a.example',
      'a list of origins',
      'a value that is not shown (text of 17 characters, from V)',
    ],
  ])(
    'as server.%s, %j is a fault that names the variable and does not show its value',
    (key, value, expected, came) => {
      const faults = faultsOf(`${minimal}server: { ${key}: \${V} }\n`, { V: value });

      expect(faults).toEqual([`server.${key} must be ${expected}, but got ${came}`]);
    },
  );

  it('makes text of what YAML would take for something else', () => {
    const config = load(
      `auth: { mode: none }\nsources: [{ name: a, provider: importexport, credentials: { accessKeyId: \${A}, secretAccessKey: \${B} } }]`,
      {
        A: 'null',
        B: 'true',
      },
    );

    expect(config.sources[0]?.credentials).toEqual({ accessKeyId: 'null', secretAccessKey: 'true' });
  });
});
