/** Foyer's name beside its mark: a door ajar. */
export function Wordmark({ name }: { readonly name: string }) {
  return (
    <span className="inline-flex items-center gap-2 text-20 font-semibold tracking-tight text-ink">
      <svg aria-hidden="true" width="20" height="20" viewBox="0 0 20 20">
        <path d="M4 17V2h12v15" fill="none" stroke="var(--accent)" strokeWidth="2" />
        <path d="M3 1l8.5 3.5V20L3 17z" fill="var(--accent)" />
      </svg>
      {name}
    </span>
  );
}
