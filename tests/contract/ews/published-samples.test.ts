import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readXml } from '@/lib/calendar/backends/shared/xml-reader';
import { postSoap } from '@/tests/contract/ews/post-soap';
import { contracts, openSchema, type Schema } from '@/tests/contract/ews/schema';
import { password, startOffice } from '@/tests/contract/ews/start-office';
import type { EwsSimulator } from '@/tests/simulators/ews/start-ews';

let schema: Schema;
let office: EwsSimulator;
let validated = 0;

beforeAll(async () => {
  schema = openSchema();
  office = await startOffice({ problemOf: (message) => schema.problemOf(message) });
});

afterAll(async () => {
  process.stdout.write(`published samples of EWS: ${validated} messages validated\n`);
  await office.stop();
  schema.dispose();
});

function samplesIn(folder: string): readonly { readonly name: string; readonly text: string }[] {
  const directory = path.join(contracts, 'samples', folder);
  return readdirSync(directory).map((name) => ({
    name,
    text: readFileSync(path.join(directory, name), 'utf8'),
  }));
}

function isAnswer(name: string): boolean {
  return /(Response|Fault)\.xml$/.test(name);
}

test('every published sample that is valid is read, and is valid here', () => {
  const samples = samplesIn('valid');
  expect(samples.length).toBe(98);
  for (const { name, text } of samples) {
    expect(schema.problemOf(text), name).toBeNull();
    expect(readXml(text).name, name).toBe('Envelope');
    validated += 1;
  }
});

test('every published request that is valid gets an answer that is valid', async () => {
  const requests = samplesIn('valid').filter(({ name }) => !isAnswer(name));
  expect(requests.length).toBeGreaterThan(40);
  for (const { name, text } of requests) {
    const answer = await postSoap(office, text, `Basic ${basic}`);
    expect([200, 500], name).toContain(answer.status);
    expect(schema.problemOf(answer.text), name).toBeNull();
    validated += 1;
  }
});

test('every published request that is not valid is refused, and it is said what is wrong', async () => {
  const requests = samplesIn('invalid-as-published').filter(({ name }) => !isAnswer(name));
  expect(requests.length).toBeGreaterThan(10);
  for (const { name, text } of requests) {
    const answer = await postSoap(office, text, `Basic ${basic}`);
    expect(answer.status, name).toBe(500);
    expect(answer.text, name).toMatch(/ErrorSchemaValidation/);
    expect(schema.problemOf(answer.text), name).toBeNull();
    validated += 1;
  }
});

const basic = Buffer.from(`service@example.org:${password}`).toString('base64');
