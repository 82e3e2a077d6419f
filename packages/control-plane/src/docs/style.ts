import { createHash } from 'node:crypto';

/** The page's only style. */
export const STYLE = `
:root{color-scheme:light dark;--line:#8884;--soft:#8881}
body{font:16px/1.5 system-ui,sans-serif;max-width:70rem;margin:0 auto;padding:1rem}
code{font-family:ui-monospace,monospace;font-size:.92em}
header p{white-space:pre-line}
nav a{margin-right:.75rem}
h2{border-bottom:1px solid var(--line);margin-top:2rem}
h3{font-size:1rem;margin:1rem 0 .25rem}
details{border:1px solid var(--line);border-radius:.4rem;margin:.4rem 0;padding:.4rem .7rem}
details[open]{background:var(--soft)}
summary{cursor:pointer;overflow-wrap:anywhere}
summary b{display:inline-block;min-width:4.2rem}
summary span{opacity:.8}
ul{margin:.2rem 0;padding-left:1.3rem;overflow-wrap:anywhere}
dd{margin:0 0 .6rem 1.2rem}
`;

/** What the content security policy allows it by. */
export const STYLE_SOURCE = `'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`;
