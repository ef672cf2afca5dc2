import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { hashInputs, inProject, isStamped, stamp } from './project.mjs';

const folder = inProject('app/_generated');
const fontFile = `${folder}/inter.woff2`;
const stampFile = `${folder}/.inputs-hash`;

/** The font as it is published: every weight from 100 to 900. */
const source = 'node_modules/@fontsource-variable/inter/files/inter-latin-wght-normal.woff2';
/** What pages are written in: from regular to bold, as `app/layout.tsx` says. */
const weights = { min: 400, max: 700 };
/** Copyright, licence and its address go wherever the font goes. */
const keptNames = [0, 13, 14];
/** Past these the Latin part of the font has no characters. */
const lastCharacter = 0xff_ff;

/** Makes the font that pages load, unless it was made from this one: without the unused weights. */
export async function generateFont() {
  const inputs = hashInputs([source, 'scripts/support/generate-font.mjs', 'package-lock.json']);
  if (isStamped(stampFile, inputs) && existsSync(fontFile)) return;
  // Only here: whoever has no need to make it need not have it installed yet.
  const { default: subsetFont } = await import('subset-font');
  const font = await subsetFont(readFileSync(inProject(source)), everyCharacter(), {
    targetFormat: 'woff2',
    variationAxes: { wght: weights },
    preserveNameIds: keptNames,
  });
  mkdirSync(folder, { recursive: true });
  writeFileSync(fontFile, font);
  stamp(stampFile, inputs);
}

function everyCharacter() {
  const isSurrogate = (code) => code >= 0xd8_00 && code <= 0xdf_ff;
  const codes = Array.from({ length: lastCharacter }, (_, code) => code + 1);
  return String.fromCodePoint(...codes.filter((code) => !isSurrogate(code)));
}
