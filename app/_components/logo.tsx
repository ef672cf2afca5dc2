import type { Size } from '@/lib/core/appearance/image';
import { sizeInHeader } from '@/lib/core/appearance/logo';

interface LogoProps {
  readonly src: string;
  /** The organisation's name. */
  readonly name: string;
  readonly size: Size;
}

/** An organisation's logo, on a white ground wherever the page is dark: logos are drawn for paper. */
export function Logo({ src, name, size }: LogoProps) {
  return (
    <img
      src={src}
      alt={name}
      {...sizeInHeader(size)}
      className="forced-exact scheme-light rounded-[2px] bg-plate object-contain ring-3 ring-plate"
    />
  );
}
