/** Hive Gateway as its documentation starts it. XML is bolted on: its REST transport reads JSON. Nothing is signed. */
import { defineConfig } from '@graphql-hive/gateway';
import { XMLParser } from 'fast-xml-parser';

const parser = new XMLParser({ parseTagValue: false });

const xmlAsJson = {
  onFetch:
    () =>
    async ({ response, setResponse }) => {
      if (!response.headers.get('content-type')?.includes('xml')) return;
      const document = parser.parse(await response.text());
      setResponse(
        new globalThis.Response(JSON.stringify(document), {
          status: response.status,
          headers: { 'content-type': 'application/json' },
        }),
      );
    },
};

export const gatewayConfig = defineConfig({ logging: 'error', plugins: () => [xmlAsJson] });
