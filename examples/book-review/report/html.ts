const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Everything that comes from a book or a policy is text, never markup. */
export const text = (value: unknown): string => String(value).replaceAll(/[&<>"']/g, (sign) => escapes[sign]!);

export const number = (value: number): string => value.toLocaleString('en-US');

export const percent = (share: number | string | null): string =>
  typeof share === 'number' ? `${(100 * share).toFixed(1)} %` : (share ?? 'unknown');

/** `9,600.00 CNY`, or "unknown", which is not zero. */
export const amount = (money: { readonly amount: string; readonly currency: string } | null): string =>
  money === null ? 'unknown' : `${money.amount.replace(/\B(?=(\d{3})+(?!\d))(?<!\.\d*)/g, ',')} ${money.currency}`;

type Cells = readonly (string | number)[];

/** A table; cells are text or numbers, escaped here. */
export function table(head: readonly string[], rows: readonly Cells[]): string {
  if (rows.length === 0) return '<p class="none">Nothing to show.</p>';
  const line = (cells: Cells, tag: 'td' | 'th'): string =>
    `<tr>${cells.map((cell) => `<${tag}>${text(typeof cell === 'number' ? number(cell) : cell)}</${tag}>`).join('')}</tr>`;
  const body = rows.map((row) => line(row, 'td')).join('');
  return `<div class="scroll"><table><thead>${line(head, 'th')}</thead><tbody>${body}</tbody></table></div>`;
}

/** A paragraph of ready markup. */
export const note = (html: string): string => `<p>${html}</p>`;

export const section = (title: string, ...parts: readonly string[]): string =>
  `<section><h2>${text(title)}</h2>${parts.join('')}</section>`;

export const style = `
:root{color-scheme:light;font:15px/1.5 system-ui,-apple-system,"Segoe UI","Noto Sans CJK SC",sans-serif;color:#14212c;background:#f5f7f9}
body{margin:0}main{max-width:1080px;margin:0 auto;padding:24px}
h1{font-size:24px;margin:8px 0 16px}h2{font-size:17px;margin:0 0 8px}h3{font-size:15px;margin:16px 0 6px}
section{background:#fff;border:1px solid #dfe5ea;border-radius:8px;padding:16px 20px;margin:16px 0}
.banner{background:#fff4d6;border:1px solid #e5c868;border-radius:8px;padding:10px 14px}
.tiles{list-style:none;display:flex;flex-wrap:wrap;gap:12px;padding:0;margin:16px 0}
.tiles li{background:#fff;border:1px solid #dfe5ea;border-radius:8px;padding:10px 16px;min-width:110px}
.tiles b{display:block;font-size:20px}.tiles span{color:#51606f;font-size:13px}
.scroll{overflow-x:auto}table{border-collapse:collapse;width:100%;font-size:14px}
th,td{text-align:left;padding:5px 10px;border-bottom:1px solid #edf0f3;white-space:nowrap}
th{color:#51606f;font-weight:600}svg{max-width:100%;height:auto}.none{color:#51606f}code{background:#eef2f5;padding:1px 4px;border-radius:3px}
@media print{body{background:#fff}section{break-inside:avoid}h3.page{break-before:page}}`;
