import { expect, it } from 'vitest';
import { parseSignInError } from '@/lib/auth/sign-in-error';

it.each([
  ['EmailNotVerified', 'EmailNotVerified'],
  ['emailnotverified', 'Callback'],
  ['<script>', 'Callback'],
  ['', 'Callback'],
])('%s is read as %s', (text, expected) => {
  expect(parseSignInError(text)).toBe(expected);
});
