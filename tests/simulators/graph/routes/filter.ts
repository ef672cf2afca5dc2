import { badRequest } from '../graph-failure';
import type { Json } from './odata';

type Test = (item: Json) => boolean;

const tokens = /\s*(\(|\)|,|'(?:[^']|'')*'|[^\s(),']+)/gy;

/**
 * Reads a `$filter`: comparisons of properties with literals, `startswith`, `contains`, `and`, `or`,
 * `not`, and `singleValueExtendedProperties/Any(…)`.
 * @throws GraphFailure for anything else, as a filter that is not understood must not match all.
 */
export function readFilter(text: string): Test {
  const state = { words: tokenise(text), at: 0 };
  const test = readOr(state);
  if (state.at < state.words.length) throw invalid(text);
  return test;
}

interface State {
  readonly words: readonly string[];
  at: number;
}

function readOr(state: State): Test {
  const parts = [readAnd(state)];
  while (take(state, 'or')) parts.push(readAnd(state));
  return (item) => parts.some((part) => part(item));
}

function readAnd(state: State): Test {
  const parts = [readOne(state)];
  while (take(state, 'and')) parts.push(readOne(state));
  return (item) => parts.every((part) => part(item));
}

function readOne(state: State): Test {
  if (take(state, 'not')) {
    const inner = readOne(state);
    return (item) => !inner(item);
  }
  if (take(state, '(')) {
    const inner = readOr(state);
    expectWord(state, ')');
    return inner;
  }
  const name = next(state);
  if (/^(startswith|contains)$/i.test(name)) return readFunction(state, name.toLowerCase());
  if (/^singleValueExtendedProperties\/Any$/i.test(name)) return readAny(state);
  return readComparison(state, name);
}

function readFunction(state: State, name: string): Test {
  expectWord(state, '(');
  const property = next(state);
  expectWord(state, ',');
  const wanted = String(literal(next(state))).toLowerCase();
  expectWord(state, ')');
  return (item) => {
    const value = String(valueAt(item, property) ?? '').toLowerCase();
    return name === 'contains' ? value.includes(wanted) : value.startsWith(wanted);
  };
}

/** `Any(ep: ep/id eq '…' and ep/value eq '…')` */
function readAny(state: State): Test {
  expectWord(state, '(');
  const variable = next(state).replace(/:$/, '');
  if (state.words[state.at] === ':') state.at += 1;
  const inner = readOr(state);
  expectWord(state, ')');
  return (item) => {
    const entries = item.singleValueExtendedProperties;
    return Array.isArray(entries) && entries.some((entry) => inner({ [variable]: entry }));
  };
}

function readComparison(state: State, property: string): Test {
  const operator = next(state).toLowerCase();
  const wanted = literal(next(state));
  const compare = comparisons[operator];
  if (!compare) throw invalid(operator);
  return (item) => compare(comparable(valueAt(item, property)), comparable(wanted));
}

type Comparable = string | number | boolean | null;

const comparisons: Readonly<Record<string, (a: Comparable, b: Comparable) => boolean>> = {
  eq: (a, b) => a === b,
  ne: (a, b) => a !== b,
  gt: (a, b) => a !== null && b !== null && a > b,
  ge: (a, b) => a !== null && b !== null && a >= b,
  lt: (a, b) => a !== null && b !== null && a < b,
  le: (a, b) => a !== null && b !== null && a <= b,
};

function valueAt(item: Json, property: string): unknown {
  return property.split('/').reduce<unknown>((value, key) => {
    if (typeof value !== 'object' || value === null || !(key in value)) return undefined;
    return (value as Json)[key];
  }, item);
}

/** Times compare as times, however many decimals they have; other texts without regard to case. */
function comparable(value: unknown): Comparable {
  if (value === undefined || value === null) return null;
  if (typeof value === 'number' || typeof value === 'boolean') return value;
  const text = String(value);
  const time = /^\d{4}-\d{2}-\d{2}T[\d:.]+(Z|[+-]\d{2}:\d{2})?$/.exec(text);
  if (time) return Date.parse(time[1] ? text : `${text}Z`);
  return text.toLowerCase();
}

function literal(word: string): unknown {
  if (word.startsWith("'")) return word.slice(1, -1).replaceAll("''", "'");
  if (word === 'null') return null;
  if (word === 'true' || word === 'false') return word === 'true';
  if (/^\d{4}-\d{2}-\d{2}T/.test(word)) return word;
  if (/^-?\d+(\.\d+)?$/.test(word)) return Number(word);
  throw invalid(word);
}

function take(state: State, word: string): boolean {
  if (state.words[state.at]?.toLowerCase() !== word) return false;
  state.at += 1;
  return true;
}

function expectWord(state: State, word: string): void {
  if (!take(state, word)) throw invalid(state.words.join(' '));
}

function next(state: State): string {
  const word = state.words[state.at];
  if (word === undefined) throw invalid(state.words.join(' '));
  state.at += 1;
  return word;
}

function tokenise(text: string): string[] {
  const words = [...text.matchAll(tokens)].map(([, word]) => word ?? '');
  if (words.join('') !== text.replace(/\s+(?=(?:[^']*'[^']*')*[^']*$)/g, '')) throw invalid(text);
  return words;
}

function invalid(text: string) {
  return badRequest('BadRequest', `Invalid filter clause: '${text}'.`);
}
