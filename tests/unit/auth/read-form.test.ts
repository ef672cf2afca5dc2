import { describe, expect, it } from 'vitest';
import { readForm } from '@/lib/auth/read-form';

function post(body: string, type: string): Promise<unknown> {
  const headers = { 'content-type': type };
  return readForm(new Request('http://localhost/', { method: 'POST', headers, body }));
}

const form = 'application/x-www-form-urlencoded';

describe('readForm', () => {
  it('reads a form, flat JSON, and nothing', async () => {
    expect(await post('a=1&b=%C3%A9', `${form}; charset=utf-8`)).toEqual({ a: '1', b: 'é' });
    expect(await post('{"a":"1","b":{"c":2},"d":3}', 'application/json')).toEqual({
      a: '1',
      b: '',
      d: '',
    });
    expect(await readForm(new Request('http://localhost/'))).toEqual({});
  });

  it.each([
    ['broken JSON', '{"a":', 'application/json'],
    ['a JSON list', '[]', 'application/json'],
    ['JSON null', 'null', 'application/json'],
    ['another type', 'a=1', 'text/plain'],
    ['a flood', `a=${'x'.repeat(70_000)}`, form],
  ])('refuses %s', async (_, body, type) => {
    expect(await post(body, type)).toBeNull();
  });
});
