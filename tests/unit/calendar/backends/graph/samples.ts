import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Microsoft's own published examples; they lie beside the project where they are at hand. */
const folder = join(process.cwd(), '../shared/contracts/graph/samples');

export const haveSamples = existsSync(folder);
if (!haveSamples) process.stdout.write("NOT RUN: Microsoft's samples are not at hand\n");

export interface Sample {
  readonly file: string;
  readonly kind: 'request' | 'response';
  readonly odataType: string | null;
  readonly collection: boolean;
  readonly body: unknown;
}

export function samples(): readonly Sample[] {
  const files = readdirSync(folder).filter((name) => /__\d+_(request|response)\.json$/.test(name));
  return files.map((file) => ({ ...JSON.parse(readFileSync(join(folder, file), 'utf8')), file }));
}

export function sample(file: string): Sample {
  return { ...JSON.parse(readFileSync(join(folder, file), 'utf8')), file };
}

/** The JSON of an example that is a whole HTTP message. */
export function conceptBody(file: string): unknown {
  const text = readFileSync(join(folder, 'concepts', file), 'utf8');
  return JSON.parse(text.slice(text.indexOf('{')));
}

/** The examples of one of the guides, in their order. */
export function conceptTexts(guide: string): readonly string[] {
  const files = readdirSync(join(folder, 'concepts')).filter((name) => name.startsWith(guide));
  return files.sort().map((file) => readFileSync(join(folder, 'concepts', file), 'utf8'));
}

/** The items of a response: one, or those of its list. */
export function itemsOf({ body, collection }: Sample): readonly unknown[] {
  const list = (body as { readonly value?: readonly unknown[] } | null)?.value;
  return collection && list ? list : [body];
}
