import type { Page } from 'playwright';

const leastTargetPx = 24;

/** What sticks out to the side of the screen, when the page scrolls there. */
export function overflowOf(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth <= clientWidth) return [];
    const found = [...document.querySelectorAll('body *')]
      .filter((element) => {
        const { left, right } = element.getBoundingClientRect();
        return right > clientWidth + 1 || left < -1;
      })
      .map((element) => `${element.tagName} ${element.className} ${element.textContent}`);
    return found.length > 0 ? found.slice(0, 5) : ['the page is wider than the screen'];
  });
}

/**
 * Texts of which a part cannot be seen: cut off at the side, or set over the end of what holds them.
 * Those that end in an ellipsis are meant to, and so are the titles of short meetings in the grid, whose
 * cells are named in full.
 */
export function cutTextsOf(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const holdsText = (element: Element) =>
      [...element.childNodes].some(
        (node) => node.nodeType === 3 && /\S/.test(node.nodeValue ?? ''),
      );
    const boxOf = (element: Element): Element =>
      getComputedStyle(element).display === 'inline' && element.parentElement
        ? boxOf(element.parentElement)
        : element;
    const boxes = [...document.querySelectorAll('body *')]
      .filter((element) => holdsText(element) && element.checkVisibility())
      .filter((element) => !element.closest('td[aria-label]'))
      .map((element) => boxOf(element));
    return [...new Set(boxes)]
      .filter((element) => {
        const { clipPath, overflowX, textOverflow } = getComputedStyle(element);
        if (clipPath !== 'none' || textOverflow === 'ellipsis') return false;
        return overflowX !== 'auto' && element.scrollWidth > element.clientWidth + 1;
      })
      .map((element) => `${element.tagName} ${element.className}: ${element.textContent}`)
      .slice(0, 5);
  });
}

/** Choices that their list cannot show in full once they are chosen: they end in an ellipsis. */
export function cutChoicesOf(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const measure = document.createElement('canvas').getContext('2d');
    if (!measure) return ['nothing can be measured'];
    return [...document.querySelectorAll('select')]
      .filter((list) => list.checkVisibility())
      .flatMap((list) => {
        const { font, paddingInlineStart, paddingInlineEnd } = getComputedStyle(list);
        const paddingPx =
          Number.parseFloat(paddingInlineStart) + Number.parseFloat(paddingInlineEnd);
        measure.font = font;
        return [...list.options]
          .map(({ text }) => text)
          .filter((text) => measure.measureText(text).width > list.clientWidth - paddingPx);
      });
  });
}

/** Buttons, links and fields that are seen and too small; links within a sentence may be. */
export function smallTargetsOf(page: Page): Promise<readonly string[]> {
  return page.evaluate((leastPx) => {
    const isInSentence = (element: Element) =>
      element.matches('a') && /\S/.test(element.parentElement?.childNodes[0]?.nodeValue ?? '');
    /** For screen readers only, such as the way past the navigation until it has the focus. */
    const isClipped = (element: Element) => getComputedStyle(element).clipPath !== 'none';
    return [...document.querySelectorAll('a, button, input, select, textarea, summary')]
      .filter((element) => element.checkVisibility({ checkVisibilityCSS: true }))
      .filter((element) => !isClipped(element) && !isInSentence(element))
      .map((element) => ({ element, box: element.getBoundingClientRect() }))
      .filter(({ box }) => box.width > 1 && (box.height < leastPx || box.width < leastPx))
      .map(({ element, box }) => {
        const size = `${Math.round(box.width)}x${Math.round(box.height)}`;
        return `${size} ${element.tagName} ${element.getAttribute('aria-label') ?? element.textContent}`;
      });
  }, leastTargetPx);
}
