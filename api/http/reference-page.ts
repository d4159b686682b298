import { MESSAGES_EN } from './messages-en.ts';
import { MESSAGES_ZH } from './messages-zh.ts';
import type { AnyOperation } from './operation.ts';
import { PROBLEM_CODES, PROBLEM_STATUS } from './problem-codes.ts';

type Json = Record<string, unknown>;

interface DocumentedOperation {
  readonly operationId: string;
  readonly tags: readonly string[];
  readonly summary: string;
  readonly description?: string;
  readonly parameters: readonly { name: string; in: string; required: boolean; description?: string; schema: Json }[];
  readonly requestBody?: { description: string; content: Record<string, { schema: Json }> };
  readonly responses: Record<string, { description: string; content?: Record<string, { schema?: Json }> }>;
  readonly security: readonly Json[];
}

/** The OpenAPI document as one page to read: no script, no style or font from elsewhere, nothing that the document does not say. */
export function referencePage(document: Json, operations: readonly AnyOperation[]): string {
  const paths = document.paths as Record<string, Record<string, DocumentedOperation>>;
  const { schemas } = document.components as { schemas: Record<string, Json> };
  const sections = operations.map((operation) =>
    operationSection(operation.method, operation.path, paths[operation.path]![operation.method]!),
  );
  const info = document.info as { title: string; description: string };
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${text(info.title)} API</title>
<link rel="stylesheet" href="/docs.css">
</head>
<body>
<header>
<h1>${text(info.title)} API</h1>
<p>${text(info.description)}</p>
<p>The same as a document for programs: <a href="/openapi.json">openapi.json</a> (OpenAPI 3.1).</p>
</header>
<nav aria-label="Operations"><ul>
${operations.map(({ id, method, path }) => `<li><a href="#${id}">${badge(method)} <code>${text(path)}</code></a></li>`).join('\n')}
<li><a href="#schemas">Schemas</a></li>
<li><a href="#problems">Problems</a></li>
</ul></nav>
<main>
${sections.join('\n')}
<section id="schemas"><h2>Schemas</h2>
${Object.entries(schemas)
  .map(([name, schema]) => schemaSection(name, schema))
  .join('\n')}
</section>
${problemSection()}
</main>
</body>
</html>
`;
}

function operationSection(method: string, path: string, operation: DocumentedOperation): string {
  const { operationId, summary, description, parameters, requestBody, responses, security } = operation;
  return `<section id="${operationId}">
<h2>${badge(method)} <code>${text(path)}</code></h2>
<p>${text(summary)}${security.length > 0 ? ' <strong>Needs the token.</strong>' : ''}</p>
${description === undefined ? '' : `<p>${text(description)}</p>`}
${parameters.length === 0 ? '' : parameterTable(parameters)}
${requestBody === undefined ? '' : bodyTable(requestBody)}
${table(
  ['Status', 'Answer'],
  Object.entries(responses).map(([status, reply]) => [text(status), replyCell(reply)]),
)}
</section>`;
}

function parameterTable(parameters: DocumentedOperation['parameters']): string {
  const rows = parameters.map(({ name, in: place, required, description = '', schema }) => [
    `<code>${text(name)}</code>`,
    `${text(place)}${required ? ', required' : ''}`,
    typeOf(schema),
    text(description),
  ]);
  return table(['Parameter', 'In', 'Value', 'Meaning'], rows);
}

function bodyTable({ description, content }: NonNullable<DocumentedOperation['requestBody']>): string {
  const [[type, { schema }] = ['', { schema: {} as Json }]] = Object.entries(content);
  const required = (schema.required ?? []) as readonly string[];
  const rows = Object.entries((schema.properties ?? {}) as Record<string, Json>).map(([name, part]) => [
    `<code>${text(name)}</code>${required.includes(name) ? ', required' : ''}`,
    typeOf(part),
    text(String(part.description ?? '')),
  ]);
  return `<p>Body: <code>${text(type)}</code>. ${text(description)}</p>${table(['Part', 'Value', 'Meaning'], rows)}`;
}

function replyCell({ description, content = {} }: DocumentedOperation['responses'][string]): string {
  const types = Object.entries(content).map(
    ([type, { schema }]) => `<code>${text(type)}</code> ${schema ? typeOf(schema) : ''}`,
  );
  const codes = text(description).replace(/`([a-z-]+)`/g, '<a href="#problem-$1"><code>$1</code></a>');
  return [codes, ...types].join('<br>');
}

function schemaSection(name: string, schema: Json): string {
  return `<details id="schema-${text(name)}"><summary><code>${text(name)}</code></summary><pre>${text(JSON.stringify(schema, null, 2))}</pre></details>`;
}

function problemSection(): string {
  const rows = PROBLEM_CODES.map((code) => [
    `<span id="problem-${code}"><code>${code}</code></span>`,
    String(PROBLEM_STATUS[code]),
    text(MESSAGES_EN[code].title),
    `<span lang="zh">${text(MESSAGES_ZH[code].title)}</span>`,
    text(MESSAGES_EN[code].remedy),
  ]);
  return `<section id="problems"><h2>Problems</h2>${table(['Code', 'Status', 'Title', '标题', 'What to do'], rows)}</section>`;
}

/** A schema in a few words; the whole of it is in the section of schemas and in openapi.json. */
function typeOf(schema: Json): string {
  if (typeof schema.$ref === 'string') {
    const name = text(schema.$ref.split('/').at(-1)!);
    return `<a href="#schema-${name}">${name}</a>`;
  }
  const alternatives = (schema.anyOf ?? schema.oneOf) as readonly Json[] | undefined;
  if (alternatives !== undefined) return alternatives.map(typeOf).join(' or ');
  if (schema.format === 'binary') return 'file';
  const bounds = ['minimum', 'maximum', 'minLength', 'maxLength', 'default', 'pattern']
    .filter((key) => schema[key] !== undefined)
    .map((key) => `${key} ${text(String(schema[key]))}`);
  return [text(String(schema.type ?? 'any')), ...bounds].join(', ');
}

function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const head = heads.map((cell) => `<th scope="col">${cell}</th>`).join('');
  const body = rows.map((row) => `<tr>${row.map((cell) => `<td>${cell}</td>`).join('')}</tr>`).join('\n');
  return `<div class="scroll" tabindex="0"><table><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table></div>`;
}

function badge(method: string): string {
  return `<span class="method ${method}">${method.toUpperCase()}</span>`;
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function text(plain: string): string {
  return plain.replace(/[&<>"']/g, (character) => ESCAPES[character]!);
}

export const REFERENCE_STYLE = `:root{color-scheme:light dark;--ink:#1d2126;--ground:#fbfaf6;--line:#d8d3c5;--link:#0b5a8a;--soft:#f1eee4}
@media(prefers-color-scheme:dark){:root{--ink:#e8e6df;--ground:#14181f;--line:#39404b;--link:#8cc8ef;--soft:#1d232c}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:72rem;padding:1rem 1.25rem 4rem;background:var(--ground);color:var(--ink);font:1rem/1.55 system-ui,"Noto Sans CJK SC",sans-serif}
a{color:var(--link)}
code,pre{font:.9em/1.5 ui-monospace,SFMono-Regular,Menlo,monospace}
nav ul{list-style:none;padding:0;columns:18rem}
nav li{margin:.3rem 0}
section{border-top:1px solid var(--line);padding-top:.5rem;margin-top:2rem}
h2{font-size:1.15rem}
.method{display:inline-block;min-width:4.2rem;padding:.05rem .5rem;border:1px solid currentColor;border-radius:.3rem;font-size:.8rem;font-weight:600;text-align:center}
.scroll{overflow-x:auto;margin:.75rem 0}
table{border-collapse:collapse;width:100%}
th,td{border-bottom:1px solid var(--line);padding:.35rem .6rem;text-align:left;vertical-align:top}
th{background:var(--soft)}
pre{overflow-x:auto;padding:.75rem;background:var(--soft)}
:target{outline:2px solid var(--link);outline-offset:.2rem}
`;
