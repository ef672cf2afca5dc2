import * as z from 'zod/mini';
import { type HexColour, parseHexColour } from '@/lib/core/appearance/colour';
import { imageTypes } from '@/lib/core/appearance/image';
import { endpoint } from '@/lib/http/contract/endpoint';
import { instantOutput, readAs, text } from '@/lib/http/contract/fields';

/** A colour as style sheets write it; the value is one of six digits. */
const colourInput = readAs<HexColour>(
  z.string().check(z.maxLength(20)),
  parseHexColour,
  'must be a colour such as #00586b',
);

const shadesSchema = z.object({
  accent: z.string(),
  strong: z.string(),
  soft: z.string(),
  onAccent: z.string(),
  /** The least that text in the accent has on any surface of these pages; WCAG 2.2 asks for 4.5. */
  textContrast: z.number(),
  /** The same for the colour as it was chosen. */
  chosenContrast: z.number(),
});

export const logoSchema = z.object({
  /** For anyone, and for good: another logo has another address. */
  url: z.string(),
  type: z.enum(imageTypes),
  width: z.number(),
  height: z.number(),
  byteCount: z.int(),
  uploadedAt: instantOutput,
});
export type LogoAnswer = z.infer<typeof logoSchema>;

export const appearanceSchema = z.object({
  organisationName: z.string(),
  /** As it was chosen; null: Foyer’s own. */
  accent: z.nullable(z.string()),
  /** What pages make of it, so that it can be read. */
  shades: z.nullable(z.object({ light: shadesSchema, dark: shadesSchema })),
  logo: z.nullable(logoSchema),
});
export type AppearanceAnswer = z.infer<typeof appearanceSchema>;

const base = '/api/v1/admin/appearance';
const none = z.object({});

export const getAppearance = endpoint({
  id: 'adminAppearanceGet',
  method: 'GET',
  path: base,
  summary: 'The organisation’s name, logo and accent colour',
  access: 'admin',
  params: none,
  query: none,
  body: z.undefined(),
  answer: appearanceSchema,
  statuses: [200],
});

export const updateAppearance = endpoint({
  id: 'adminAppearanceUpdate',
  method: 'PATCH',
  path: base,
  summary:
    'Change the name or the accent; an accent that is null goes, one that is almost grey is refused',
  access: 'admin',
  params: none,
  query: none,
  body: z.strictObject({
    organisationName: z.optional(text(100, 1)),
    accent: z.optional(z.nullable(colourInput)),
  }),
  answer: appearanceSchema,
  statuses: [200],
});

export const putLogo = endpoint({
  id: 'adminLogoPut',
  method: 'PUT',
  path: `${base}/logo`,
  summary:
    'Show this logo in place of Foyer’s mark; what it is counts by its bytes, whatever is said',
  access: 'admin',
  params: none,
  query: none,
  body: z.instanceof(Uint8Array),
  bodyTypes: imageTypes,
  answer: appearanceSchema,
  statuses: [200],
});

export const removeLogo = endpoint({
  id: 'adminLogoRemove',
  method: 'DELETE',
  path: `${base}/logo`,
  summary: 'Show Foyer’s mark again',
  access: 'admin',
  params: none,
  query: none,
  body: z.undefined(),
  answer: z.null(),
  statuses: [204],
});

export const getLogo = endpoint({
  id: 'getLogo',
  method: 'GET',
  path: '/api/v1/logo/{version}',
  summary: 'The organisation’s logo, while it is this one',
  access: 'anyone',
  params: z.object({ version: z.string().check(z.regex(/^[0-9a-f]{32}$/)) }),
  query: none,
  body: z.undefined(),
  answer: z.string(),
  answerType: 'image/*',
  statuses: [200],
});

/** Where browsers find the logo of that version. */
export function logoAddress(version: string): string {
  return getLogo.path.replace('{version}', version);
}
