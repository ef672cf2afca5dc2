import type { Page } from 'playwright';

export const pseudoLanguages = ['longer', 'right-to-left'] as const;
/**
 * Languages that nobody speaks: one whose words are two fifths longer than those of the page, and one
 * that is written from right to left.
 */
export type PseudoLanguage = (typeof pseudoLanguages)[number];

/** Puts every word that is seen on the page, as it now stands, into that language. */
export async function speakPseudo(page: Page, language: PseudoLanguage): Promise<void> {
  await page.evaluate((spoken) => {
    const more = 0.4;
    const letters = 'אבגדהוזחטיכלמנסעפצקרשת';
    const longer = (word: string) => {
      const middle = Math.ceil(word.length / 2);
      const added = 'ö'.repeat(Math.ceil(word.length * more));
      return `${word.slice(0, middle)}${added}${word.slice(middle)}`;
    };
    const mirrored = (word: string) =>
      [...word].map((letter) => letters[(letter.codePointAt(0) ?? 0) % letters.length]).join('');
    const translate = (text: string) =>
      text.replace(/\p{L}[\p{L}\p{M}’'-]+/gu, spoken === 'longer' ? longer : mirrored);
    if (spoken === 'right-to-left') document.documentElement.dir = 'rtl';
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (node.parentElement?.matches('script, style, noscript, textarea')) continue;
      node.nodeValue = translate(node.nodeValue ?? '');
    }
    for (const field of document.querySelectorAll('input[placeholder], textarea[placeholder]')) {
      field.setAttribute('placeholder', translate(field.getAttribute('placeholder') ?? ''));
    }
  }, language);
}
