/** Makes each formatter once and keeps it: making one costs far more than using it. */
export function keepFormats<Options, Format>(
  make: (locale: string, options: Options) => Format,
): (locale: string, options: Options) => Format {
  const known = new Map<string, Format>();
  return (locale, options) => {
    const key = `${locale} ${JSON.stringify(options)}`;
    const kept = known.get(key) ?? make(locale, options);
    known.set(key, kept);
    return kept;
  };
}
