/** Logos of 60 by 20 pixels, drawn and written by Chromium; without colour profiles. */
const written = {
  png: 'iVBORw0KGgoAAAANSUhEUgAAADwAAAAUCAYAAADRA14pAAAAUklEQVR4AezSsQ0AIAwDwYgp2YH9a+hxS4E+H4nGnX2Mmmu/fPvzG9XsLEwHV1hh2AJ+aRho1FE4JoEFCsNAo47CMQksUBgGetcphWMSWNBO+AAAAP//g2sLZAAAAAZJREFUAwB9PcKxRi5TOgAAAABJRU5ErkJggg==',
  jpeg: '/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAFA3PEY8MlBGQUZaVVBfeMiCeG5uePWvuZHI////////////////////////////////////////////////////2wBDAVVaWnhpeOuCguv/////////////////////////////////////////////////////////////////////////wAARCAAUADwDASIAAhEBAxEB/8QAFwABAQEBAAAAAAAAAAAAAAAAAAQDBf/EABgQAQADAQAAAAAAAAAAAAAAAAAEQoHB/8QAFwEAAwEAAAAAAAAAAAAAAAAAAAECA//EABYRAQEBAAAAAAAAAAAAAAAAAAABMf/aAAwDAQACEQMRAD8AxAUzUwr51UlhXzqoquYAEYAA5gCmamFfOqgKrmABGAAP/9k=',
  webpLossy:
    'UklGRloAAABXRUJQVlA4IE4AAAAwBACdASo8ABQAPtFcp02oJSOiLAgBABoJYwDMw11s/wG5xBxpqS3IKwAA/u2QP1QZIA/6FXD0DDx93gvDVd2EOAzNGCHkwGISgBRYAAA=',
  webpLossless: 'UklGRioAAABXRUJQVlA4TB0AAAAvO8AEEA8wWDFr8x84CLONanD+tDO4d0T/owZuAQA=',
} as const;

export function logoBytes(name: keyof typeof written): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.from(written[name], 'base64'));
}

export function svgBytes(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}

/** As a town might have it. */
export const townLogo = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 176 40">
  <circle cx="20" cy="20" r="18" fill="#e1000f"/>
  <path d="M10 27V17l10-8 10 8v10z" fill="#fff"/>
  <text x="48" y="27" textLength="124" lengthAdjust="spacingAndGlyphs" font-family="serif" font-size="22" fill="#17191c">Ville de Lyon</text>
</svg>`;

/** An SVG that would tell, if it could, that it ran. */
export const scriptedSvg = `<?xml version="1.0"?>
<!-- Drawn by hand -->
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 20" onload="parent.ran = true">
  <script>window.ran = true; document.documentElement.setAttribute('data-ran', '')</script>
  <rect width="60" height="20" fill="#00586b"/>
</svg>`;
