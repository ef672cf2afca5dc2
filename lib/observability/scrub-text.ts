const hidden = '[redacted]';

const secretWord =
  '(?:pass(?:word|wd)?|secret|token|api[_-]?key|(?:private|encryption)[_-]?key|serviceaccountkey|credential|authorization|cookie|assertion)';

/** What secrets look like inside text that somebody else composed, with what is left of them. */
const patterns: readonly (readonly [RegExp, string])[] = [
  [/-----BEGIN [A-Z ]*PRIVATE KEY-----.*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/gs, hidden],
  [/\b(Bearer|Basic|Digest|Negotiate|NTLM)\s+[\w+/=.~-]{6,}/gi, `$1 ${hidden}`],
  [/(:\/\/)[^\s/?#"'\\@]*:[^\s/?#"'\\]*@/g, `$1${hidden}@`],
  // A JSON member, as it is or inside a string of JSON.
  [
    new RegExp(`("[\\w-]*${secretWord}[\\w-]*"\\s*:\\s*)"(?:[^"\\\\]|\\\\.)*"`, 'gi'),
    `$1"${hidden}"`,
  ],
  [
    new RegExp(
      `(\\\\"[\\w-]*${secretWord}[\\w-]*\\\\"\\s*:\\s*)\\\\".*?(?<!\\\\)(?:\\\\{4})*\\\\"`,
      'gi',
    ),
    `$1\\"${hidden}\\"`,
  ],
  // A form field, a query parameter, an assignment.
  [new RegExp(`([\\w-]*${secretWord}[\\w-]*\\s*=\\s*)[^\\s&;,"'\\\\]+`, 'gi'), `$1${hidden}`],
];

/** The text without what looks like a secret; rather too little is left than too much. */
export function scrubText(text: string): string {
  return patterns.reduce((rest, [pattern, kept]) => rest.replace(pattern, kept), text);
}
