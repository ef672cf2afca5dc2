import { describe, expect, test } from 'vitest';
import { childOf, readXml } from '@/lib/calendar/backends/shared/xml-reader';
import { workMs } from '@/tests/support/work-ms';

describe('readXml', () => {
  test('reads names by namespace, whatever the prefix, and texts as they stand', () => {
    const root = readXml(
      `\uFEFF<?xml version="1.0"?>\n<!-- x --><a:m xmlns:a="DAV:" xmlns="urn:x"><b at='1 &gt; "0"'>0012</b><a:t>1e3 &amp;&#x1F680;&#233;<![CDATA[<&]]></a:t><c/></a:m>\n`,
    );
    expect([root.namespace, root.name]).toEqual(['DAV:', 'm']);
    expect(childOf(root, 'urn:x', 'b')?.text).toBe('0012');
    expect(childOf(root, 'urn:x', 'b')?.attributes.get('at')).toBe('1 > "0"');
    expect(childOf(root, 'DAV:', 't')?.text).toBe('1e3 &🚀é<&');
    expect(childOf(root, 'urn:x', 'c')?.text).toBe('');
    expect(childOf(root, 'DAV:', 'c')).toBeNull();
  });

  test.each([
    ['nothing', ''],
    ['text alone', 'hello'],
    ['a document type', '<!DOCTYPE a [<!ENTITY x "y">]><a/>'],
    ['an entity of its own', '<a>&x;</a>'],
    ['a stray ampersand', '<a>a & b</a>'],
    ['a cut', '<a><b></b>'],
    ['a cut inside a tag', '<a><b'],
    ['a wrong order', '<a><b></a></b>'],
    ['two roots', '<a/><b/>'],
    ['text behind', '<a/>x'],
    ['an unknown prefix', '<x:a/>'],
    ['a character beyond Unicode', '<a>&#x110000;</a>'],
    ['too much depth', '<a>'.repeat(65) + '</a>'.repeat(65)],
  ])('refuses %s', (_name, source) => {
    expect(() => readXml(source)).toThrow();
  });

  test('is quick on large and on hostile documents', () => {
    const tookMs = workMs(() => {
      expect(readXml(`<a>${'<b c="d">e</b>'.repeat(50_000)}</a>`).children).toHaveLength(50_000);
      expect(() => readXml(`<a ${'b="c" '.repeat(50_000)}`)).toThrow();
      expect(() => readXml(`<a ${'b '.repeat(50_000)}>`)).toThrow();
      expect(() => readXml('<'.repeat(100_000))).toThrow();
    });
    expect(tookMs).toBeLessThan(2_000);
  });
});
