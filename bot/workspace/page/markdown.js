// The standard Markdown of Slack's markdown block, read into the tree of
// mrkdwn.js, with three more nodes: {t:'heading', level, c}, {t:'list',
// ordered, items:[[nodes]]} and {t:'rule'}. Pure.
import { safe } from './mrkdwn.js';

export function parseMarkdown(text) {
  const out = [];
  const rows = String(text ?? '').replace(/\r\n?/g, '\n').split('\n');
  for (let i = 0; i < rows.length; i += 1) {
    const row = rows[i];
    const fence = /^\s*(```|~~~)/.exec(row);
    if (fence) {
      const body = [];
      for (i += 1; i < rows.length && !rows[i].trim().startsWith(fence[1]); i += 1) body.push(rows[i]);
      out.push({ t: 'pre', s: body.join('\n') });
      continue;
    }
    const heading = /^(#{1,6})\s+(.*?)\s*#*$/.exec(row);
    if (heading) {
      out.push({ t: 'heading', level: heading[1].length, c: spans(heading[2]) });
    } else if (/^\s*([-*_])(\s*\1){2,}\s*$/.test(row)) {
      out.push({ t: 'rule' });
    } else if (/^\s*>/.test(row)) {
      const quoted = [];
      for (; i < rows.length && /^\s*>/.test(rows[i]); i += 1) quoted.push(rows[i].replace(/^\s*> ?/, ''));
      i -= 1;
      out.push({ t: 'quote', c: parseMarkdown(quoted.join('\n')) });
    } else if (ITEM.test(row)) {
      const ordered = /^\s*\d/.test(row);
      const items = [];
      for (; i < rows.length && ITEM.test(rows[i]); i += 1) items.push(spans(rows[i].replace(ITEM, '')));
      i -= 1;
      out.push({ t: 'list', ordered, items });
    } else {
      const before = out.at(-1)?.t;
      if (before && !['heading', 'list', 'quote', 'pre', 'rule'].includes(before)) out.push({ t: 'br' });
      out.push(...spans(row));
    }
  }
  return out;
}

const ITEM = /^\s*(?:[-*+]|\d{1,9}[.)])\s+/;

// What may begin at a character. The lengths are bounded so that a text of
// nothing but marks is read in no time.
const SPANS = [
  [/`([^`]{1,2000})`/y, (m) => ({ t: 'code', s: m[1] })],
  [/\[([^[\]]{0,500})\]\(([^()\s]{1,2000})\)/y, (m) => (safe(m[2]) ? { t: 'link', url: m[2], c: spans(m[1]) } : { t: 'text', s: m[0] })],
  [/\*\*(?=\S)(.{1,800}?)(?<=\S)\*\*/y, (m) => ({ t: 'bold', c: spans(m[1]) })],
  [/~~(?=\S)(.{1,800}?)(?<=\S)~~/y, (m) => ({ t: 'strike', c: spans(m[1]) })],
  [/\*(?=\S)([^*]{1,800}?)(?<=\S)\*/y, (m) => ({ t: 'italic', c: spans(m[1]) })],
  [/(?<![\p{L}\p{N}])_(?=\S)([^_]{1,800}?)(?<=\S)_(?![\p{L}\p{N}])/uy, (m) => ({ t: 'italic', c: spans(m[1]) })],
];

function spans(s) {
  const out = [];
  let plain = '';
  for (let i = 0; i < s.length;) {
    const found = '`[*~_'.includes(s[i]) && begins(s, i);
    if (found) {
      if (plain) out.push({ t: 'text', s: plain });
      plain = '';
      out.push(found.node);
      i = found.end;
    } else {
      plain += s[i];
      i += 1;
    }
  }
  if (plain) out.push({ t: 'text', s: plain });
  return out;
}

function begins(s, at) {
  for (const [pattern, make] of SPANS) {
    pattern.lastIndex = at;
    const m = pattern.exec(s);
    if (m) return { end: at + m[0].length, node: make(m) };
  }
  return null;
}
