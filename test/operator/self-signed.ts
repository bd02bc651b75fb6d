/** A server on https with a certificate that only itself has signed. */
import { generateKeyPairSync, sign, X509Certificate } from 'node:crypto';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';

export interface SelfSignedServer {
  readonly url: string;
  /** In PEM. */
  readonly certificate: string;
  readonly close: () => Promise<void>;
}

/** An element of DER (ITU-T X.690) with less than 65,536 bytes. */
function der(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const head = length < 128 ? [tag, length] : [tag, 0x82, length >> 8, length & 255];
  return Buffer.concat([Buffer.from(head), content]);
}

/** In PEM: RFC 5280, section 4.1, version 3, for 127.0.0.1 alone (section 4.2.1.6). */
export function createCertificate(): { readonly key: string; readonly cert: string } {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const ecdsaWithSha256 = der(0x30, der(0x06, Buffer.from('2a8648ce3d040302', 'hex')));
  const commonName = der(0x30, der(0x06, Buffer.from('550403', 'hex')), der(0x0c, Buffer.from('127.0.0.1')));
  const name = der(0x30, der(0x31, commonName));
  const validity = der(0x30, der(0x17, Buffer.from('200101000000Z')), der(0x17, Buffer.from('491231235959Z')));
  const publicKeyInfo = publicKey.export({ type: 'spki', format: 'der' });
  const version = der(0xa0, der(0x02, Buffer.of(2)));
  const addresses = der(0x30, der(0x87, Buffer.of(127, 0, 0, 1)));
  const alternativeName = der(0x30, der(0x06, Buffer.from('551d11', 'hex')), der(0x04, addresses));
  const extensions = der(0xa3, der(0x30, alternativeName));
  const serial = der(0x02, Buffer.of(1));
  const parts = [version, serial, ecdsaWithSha256, name, validity, name, publicKeyInfo, extensions];
  const toBeSigned = der(0x30, ...parts);
  const signature = der(0x03, Buffer.of(0), sign('sha256', toBeSigned, privateKey));
  const certificate = new X509Certificate(der(0x30, toBeSigned, ecdsaWithSha256, signature));
  return { key: String(privateKey.export({ type: 'pkcs8', format: 'pem' })), cert: certificate.toString() };
}

export async function startSelfSignedServer(): Promise<SelfSignedServer> {
  const certificate = createCertificate();
  const server = createServer(certificate, (_request, response) => response.end('{}'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `https://127.0.0.1:${(server.address() as AddressInfo).port}`,
    certificate: certificate.cert,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
