/** Foyer's name beside its mark: a door ajar. */
export function Wordmark({ name }: { readonly name: string }) {
  return (
    <span className="inline-flex items-center gap-2 text-20 font-semibold tracking-tight text-ink">
      <svg aria-hidden="true" width="20" height="20" viewBox="0 0 20 20">
        <path d="M2 18V2h16v16h-4V6H8l6-2v14z" fill="var(--accent)" fillRule="evenodd" />
      </svg>
      {name}
    </span>
  );
}
