/**
 * The peer: what a page does that puts every row into one table, with no library, styles or live reading. It reads the same
 * lists by the same API, a page after another, and shows each as it comes.
 */
export const plainPage = (path: string, columns: readonly string[], key: string): string => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Plain</title>
<style>body{font:14px sans-serif}td{padding:4px 8px;white-space:nowrap}</style></head>
<body><table><thead><tr>${columns.map((name) => `<th>${name}</th>`).join('')}</tr></thead><tbody></tbody></table>
<script>
const text = (value) => String(value ?? '').replace(/[&<]/g, (sign) => (sign === '&' ? '&amp;' : '&lt;'));
const body = document.querySelector('tbody');
globalThis.complete = (async () => {
  let cursor = '';
  do {
    const answer = await fetch(${JSON.stringify(path)} + (cursor && '&cursor=' + encodeURIComponent(cursor)), {
      headers: { authorization: ${JSON.stringify(`Bearer ${key}`)} },
    });
    const page = await answer.json();
    body.insertAdjacentHTML('beforeend', page.items.map((item) =>
      '<tr>' + ${JSON.stringify(columns)}.map((name) => '<td>' + text(item[name]) + '</td>').join('') + '</tr>').join(''));
    cursor = page.next_cursor;
  } while (cursor);
})();
</script></body></html>`;
