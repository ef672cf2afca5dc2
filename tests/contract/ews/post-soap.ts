import { request } from 'node:https';
import type { EwsSimulator } from '@/tests/simulators/ews/start-ews';

/** Posts an envelope as it is. */
export function postSoap(
  { url, caCertificate }: Pick<EwsSimulator, 'url' | 'caCertificate'>,
  envelope: string,
  authorization: string,
): Promise<{ readonly status: number; readonly text: string }> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'text/xml; charset=utf-8', authorization };
    const options = { method: 'POST', headers, ca: caCertificate, agent: false };
    const sent = request(url, options, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk;
      });
      response.once('end', () => resolve({ status: response.statusCode ?? 0, text }));
      response.once('error', reject);
    });
    sent.once('error', reject);
    sent.end(envelope);
  });
}
