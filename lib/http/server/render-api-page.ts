import * as z from 'zod/mini';
import type { Endpoint } from '@/lib/http/contract/endpoint';
import { endpoints } from '@/lib/http/contract/endpoints';
import { problemKinds } from '@/lib/http/server/problem';

/** The API for readers: one page of plain HTML without scripts, made from the contract. */
export function renderApiPage(version: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Foyer API ${escapeHtml(version)}</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>Foyer API</h1>
<p>Version ${escapeHtml(version)}. JSON in and out; instants in RFC 3339, zones as IANA names. Sign in with the
browser’s session or <code>Authorization: Bearer &lt;token&gt;</code>. The same as OpenAPI 3.1:
<a href="/api/v1/openapi.json">openapi.json</a>.</p>
<h2 id="endpoints">Endpoints</h2>
${endpoints.map(renderEndpoint).join('\n')}
<h2 id="problems">Problems</h2>
<p>Whatever fails answers <code>application/problem+json</code> with one of these codes.</p>
<div class="scroll" tabindex="0" role="region" aria-labelledby="problems"><table>
<thead><tr><th scope="col">Status</th><th scope="col">Code</th><th scope="col">Meaning</th></tr></thead>
<tbody>${Object.entries(problemKinds).map(renderProblem).join('')}</tbody>
</table></div>
</main>
</body>
</html>`;
}

function renderEndpoint(endpoint: Endpoint): string {
  const { id, method, path, summary, access, statuses } = endpoint;
  const parts = [
    ['Path', propertiesOf(endpoint.params)],
    ['Query', propertiesOf(endpoint.query)],
    ['Body', endpoint.bodyTypes ?? propertiesOf(endpoint.body)],
  ] as const;
  const inputs = parts
    .filter(([, names]) => names.length > 0)
    .map(([label, names]) => `<dt>${label}</dt><dd>${names.map(code).join(' ')}</dd>`);
  return `<section id="${escapeHtml(id)}">
<h3><span class="method">${method}</span> ${code(path)}</h3>
<p>${escapeHtml(summary)}.</p>
<dl>${inputs.join('')}
<dt>Who</dt><dd>${escapeHtml(access)}</dd><dt>Answers</dt><dd>${statuses.join(', ')}</dd></dl>
</section>`;
}

function renderProblem([name, { status, title }]: [
  string,
  { readonly status: number; readonly title: string },
]): string {
  return `<tr><td>${status}</td><td>${code(name)}</td><td>${escapeHtml(title)}</td></tr>`;
}

function propertiesOf(schema: z.ZodMiniType): readonly string[] {
  if (schema instanceof z.ZodMiniUndefined) return [];
  const { properties = {} } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  return Object.keys(properties);
}

function code(text: string): string {
  return `<code>${escapeHtml(text)}</code>`;
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => entities[character] ?? character);
}

const style = `
:root { color-scheme: light dark; --ink: #1a1a18; --quiet: #55554f; --line: #d9d9d3; --paper: #fafaf7; --link: #005a6b; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #f0f0ec; --quiet: #b4b4ac; --line: #3a3a36; --paper: #161614; --link: #7fd0de; }
}
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.5 "Inter Variable", Inter, system-ui, sans-serif; }
main { max-width: 56rem; margin: 0 auto; padding: 2rem 1rem 4rem; }
a { color: var(--link); }
h1 { font-size: 28px; } h2 { font-size: 20px; margin-top: 3rem; } h3 { font-size: 16px; margin: 0; overflow-wrap: anywhere; }
section { border-top: 1px solid var(--line); padding: 1rem 0; }
section p { margin: .25rem 0; }
dl { display: grid; grid-template-columns: 5rem 1fr; gap: .25rem 1rem; margin: .5rem 0 0; font-size: 14px; }
dt { color: var(--quiet); } dd { margin: 0; overflow-wrap: anywhere; }
.method { display: inline-block; min-width: 4rem; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; font-size: 14px; } th, td { text-align: left; padding: .25rem 1.5rem .25rem 0; border-bottom: 1px solid var(--line); }
`;
