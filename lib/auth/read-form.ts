const largestBodyBytes = 64 * 1_024;

export type Form = Readonly<Record<string, string>>;

/** The fields of a form or a flat JSON object; null when the body is neither, or too large. */
export async function readForm(request: Request): Promise<Form | null> {
  const bytes = await readBytes(request);
  if (bytes === null) return null;
  const text = new TextDecoder().decode(bytes);
  const type = request.headers.get('content-type') ?? '';
  if (text === '') return {};
  if (type.includes('application/json')) return parseFlatJson(text);
  return type.includes('application/x-www-form-urlencoded')
    ? Object.fromEntries(new URLSearchParams(text))
    : null;
}

async function readBytes(request: Request): Promise<Uint8Array | null> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = request.body?.getReader();
  for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
    size += part.value.length;
    if (size > largestBodyBytes) {
      await reader?.cancel();
      return null;
    }
    chunks.push(part.value);
  }
  return Buffer.concat(chunks);
}

function parseFlatJson(text: string): Form | null {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
    return Object.fromEntries(
      Object.entries(value).map(([key, field]) => [key, typeof field === 'string' ? field : '']),
    );
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
