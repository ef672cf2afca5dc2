import { type HexColour, hexColour } from '@/lib/core/appearance/colour';

/** How a page is lit. */
export const lights = ['light', 'dark'] as const;
export type Light = (typeof lights)[number];

/** What an accent meets on a page; each is a token of the style sheet, which a test compares. */
export interface Grounds {
  /** Text in the accent stands on these. */
  readonly behindText: Readonly<
    Record<'page' | 'surface' | 'sunken' | 'danger-soft' | 'notice-soft', HexColour>
  >;
  /** Its blocks and the ring of the focus lie beside these. */
  readonly beside: Readonly<Record<'busy', HexColour>>;
  /** Stand on the soft accent. */
  readonly texts: Readonly<Record<'ink' | 'quiet' | 'danger', HexColour>>;
}

export const grounds: Readonly<Record<Light, Grounds>> = {
  light: {
    behindText: {
      page: hexColour('#fafaf8'),
      surface: hexColour('#ffffff'),
      sunken: hexColour('#f1f1ee'),
      'danger-soft': hexColour('#fbeaea'),
      'notice-soft': hexColour('#f6f0dd'),
    },
    beside: { busy: hexColour('#d3d5d6') },
    texts: {
      ink: hexColour('#17191c'),
      quiet: hexColour('#575d66'),
      danger: hexColour('#ad1f2d'),
    },
  },
  dark: {
    behindText: {
      page: hexColour('#131517'),
      surface: hexColour('#1a1d20'),
      sunken: hexColour('#0e1011'),
      'danger-soft': hexColour('#3d1a1d'),
      'notice-soft': hexColour('#33290f'),
    },
    beside: { busy: hexColour('#41474d') },
    texts: {
      ink: hexColour('#eceef0'),
      quiet: hexColour('#a3abb5'),
      danger: hexColour('#ff9a9e'),
    },
  },
};
