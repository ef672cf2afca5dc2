import { describe, expect, it } from 'vitest';
import {
  type ChosenLogo,
  fromAppearance,
  logoOf,
  readAccent,
  toWish,
} from '@/app/(admin)/admin/appearance/appearance-draft';

const logo = {
  url: '/api/v1/logo/1',
  type: 'image/png',
  width: 60,
  height: 20,
  byteCount: 157,
  uploadedAt: '2026-11-28T10:00:00Z',
} as const;
const saved = { organisationName: 'Ville de Lyon', accent: '#000091', shades: null, logo };
const plain = { organisationName: 'Foyer', accent: null, shades: null, logo: null };
const chosen: ChosenLogo = {
  file: new File(['x'], 'logo.svg'),
  url: 'blob:1',
  image: { type: 'image/svg+xml', width: 3, height: 1 },
};

describe('what is sent', () => {
  it('is what was saved as long as nothing is changed', () => {
    const { organisationName, accent } = saved;
    expect(toWish(fromAppearance(saved), saved)).toEqual({
      organisationName,
      accent,
      logo: undefined,
    });
    expect(toWish(fromAppearance(plain), plain).accent).toBeNull();
  });

  it('has the name and the colour as they are meant, and the file', () => {
    expect(toWish({ name: ' Lyon ', accent: ' F00 ', logo: chosen }, plain)).toEqual({
      organisationName: 'Lyon',
      accent: '#ff0000',
      logo: chosen.file,
    });
  });

  it('takes the logo away only when that is wished, and there is one', () => {
    const draft = fromAppearance(saved);
    expect(toWish({ ...draft, logo: null }, saved).logo).toBeNull();
    expect(toWish({ ...draft, logo: null }, plain).logo).toBeUndefined();
    expect(toWish(draft, saved).logo).toBeUndefined();
  });
});

describe('the text for the accent', () => {
  it('may be nothing, no colour, or a colour with what becomes of it', () => {
    expect(readAccent(' ')).toEqual({ state: 'none' });
    expect(readAccent('red')).toEqual({ state: 'malformed' });
    expect(readAccent('#808080')).toMatchObject({ state: 'colour', derived: { ok: false } });
    expect(readAccent('000091')).toMatchObject({ colour: '#000091', derived: { ok: true } });
  });
});

it('the preview has the logo as it would be after saving', () => {
  const draft = fromAppearance(saved);
  expect(logoOf(draft, saved)).toEqual({ src: logo.url, size: logo });
  expect(logoOf({ ...draft, logo: null }, saved)).toBeNull();
  expect(logoOf({ ...draft, logo: chosen }, saved)).toEqual({ src: 'blob:1', size: chosen.image });
  expect(logoOf(fromAppearance(plain), plain)).toBeNull();
});
