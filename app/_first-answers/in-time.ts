import 'server-only';

/** Longer than this no page waits for what it could also show later. */
const patienceMs = 500;

/** The value if it comes soon, else null; a page without it asks from the browser. */
export async function inTime<T>(asked: Promise<T>): Promise<T | null> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), patienceMs);
  });
  try {
    return await Promise.race([asked, late]);
  } catch {
    // The browser asks the same again, and the page tells of what it hears.
    return null;
  } finally {
    clearTimeout(timer);
  }
}
