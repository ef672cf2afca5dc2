import 'server-only';

/** Longer than this no page waits for what it could also show later. */
const patienceMs = 500;

/**
 * The value if it comes soon, else null; a page without it asks the same from the browser, and tells
 * of what it hears.
 */
export async function inTime<T>(
  asked: Promise<T>,
  onFailure: (error: unknown) => void,
): Promise<T | null> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), patienceMs);
  });
  try {
    return await Promise.race([asked, late]);
  } catch (error) {
    onFailure(error);
    return null;
  } finally {
    clearTimeout(timer);
  }
}
