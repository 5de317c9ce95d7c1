// Slack's mrkdwn, read into a small tree. Pure: no DOM, no names looked up.
//
// parse returns a list of nodes:
//   {t:'text', s}  {t:'br'}  {t:'bold'|'italic'|'strike'|'quote', c:[nodes]}
//   {t:'code'|'pre', s}  {t:'link', url, c:[nodes]}  {t:'emoji', name, s}
//   {t:'user', id, s}  {t:'channel', id, s}  {t:'broadcast', s}
import { emoji } from './emoji.js';

// REACH is how far the second mark of a pair is looked for, so that forty
// thousand asterisks are read as fast as anything.
const REACH = 1200;

const STYLES = { '*': 'bold', _: 'italic', '~': 'strike' };

export function parse(text) {
  const out = [];
  const pieces = String(text ?? '').replace(/\r\n?/g, '\n').split(/```\n?([\s\S]*?)\n?```\n?/);
  pieces.forEach((piece, i) => {
    if (i % 2) out.push({ t: 'pre', s: preText(piece) });
    else if (piece) out.push(...lines(i + 1 < pieces.length ? piece.replace(/\n$/, '') : piece));
  });
  return out;
}

// decode undoes the three entities that Slack escapes.
export function decode(s) {
  return s.replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&amp;/g, '&');
}

// preText shows links and entities inside code as what they say.
function preText(s) {
  return decode(s.replace(/<((?:https?|mailto):[^<>|]+)(?:\|([^<>]*))?>/g, (_, url, label) => label ?? url));
}

function lines(text) {
  const out = [];
  const rows = text.split('\n');
  for (let i = 0; i < rows.length; i += 1) {
    if (/^(?:>>>|&gt;&gt;&gt;)/.test(rows[i])) {
      rows[i] = rows[i].replace(/^(?:>>>|&gt;&gt;&gt;) ?/, '');
      out.push({ t: 'quote', c: breaks(rows.slice(i)) });
      break;
    }
    const quoted = [];
    while (i < rows.length && /^(?:>|&gt;)/.test(rows[i])) {
      quoted.push(rows[i].replace(/^(?:>|&gt;) ?/, ''));
      i += 1;
    }
    if (quoted.length) {
      out.push({ t: 'quote', c: breaks(quoted) });
      i -= 1;
      continue;
    }
    if (out.length && out.at(-1).t !== 'quote') out.push({ t: 'br' });
    out.push(...inline(rows[i]));
    // An empty first line is a break of its own.
    if (!rows[i] && !out.length) out.push({ t: 'text', s: '' });
  }
  return out;
}

function breaks(rows) {
  return rows.flatMap((row, i) => (i ? [{ t: 'br' }, ...inline(row)] : inline(row)));
}

// inline reads one line.
export function inline(s) {
  const out = [];
  let plain = '';
  const flush = () => {
    if (plain) out.push({ t: 'text', s: decode(plain) });
    plain = '';
  };
  for (let i = 0; i < s.length;) {
    const found = node(s, i);
    if (found) {
      flush();
      out.push(found.node);
      i = found.end;
    } else {
      plain += s[i];
      i += 1;
    }
  }
  flush();
  return out;
}

// node reads the node that begins at i, if one does.
function node(s, i) {
  const rest = s.slice(i);
  let m;
  switch (s[i]) {
    case '`':
      m = /^`([^`]+)`/.exec(rest);
      return m && { node: { t: 'code', s: preText(m[1]) }, end: i + m[0].length };
    case '<':
      m = /^<([^<>]+)>/.exec(rest);
      return m && angled(m[1], i + m[0].length);
    case ':':
      m = /^:([a-z0-9_+'-]+(?:::skin-tone-\d)?):/.exec(rest);
      return m && emoji(m[1]) && { node: { t: 'emoji', name: m[1], s: emoji(m[1]) }, end: i + m[0].length };
    case '*':
    case '_':
    case '~':
      return styled(s, i);
    case 'h':
      m = !wordAt(s, i - 1) && /^https?:\/\/[^\s<>|，。、；：！？（）“”]+[^\s<>|，。、；：！？（）“”.,;:!?)'"]/.exec(rest);
      return m && { node: { t: 'link', url: decode(m[0]), c: [{ t: 'text', s: decode(m[0]) }] }, end: i + m[0].length };
    default:
      return null;
  }
}

// angled reads what stands between < and >.
function angled(body, end) {
  const bar = body.indexOf('|');
  const head = bar < 0 ? body : body.slice(0, bar);
  const label = bar < 0 ? '' : decode(body.slice(bar + 1));
  const is = (n) => ({ node: n, end });
  if (/^@[UWB][A-Z0-9]+$/.test(head)) return is({ t: 'user', id: head.slice(1), s: label });
  if (/^#[CGD][A-Z0-9]+$/.test(head)) return is({ t: 'channel', id: head.slice(1), s: label });
  if (head.startsWith('!date^')) return is({ t: 'text', s: label || head });
  if (head.startsWith('!subteam^')) return is({ t: 'broadcast', s: label || '@group' });
  if (head.startsWith('!')) return is({ t: 'broadcast', s: label || `@${head.slice(1).split('^')[0]}` });
  if (safe(decode(head))) return is({ t: 'link', url: decode(head), c: [{ t: 'text', s: label || decode(head).replace(/^mailto:/, '') }] });
  return null;
}

// safe says whether an address may become a link: never javascript: or data:.
export function safe(url) {
  return /^(https?:\/\/|mailto:|tel:)[^\s]+$/i.test(url);
}

// styled reads *bold*, _italic_ and ~strike~. As in Slack, the marks must
// stand at the edge of a word: 2*3*4 and snake_case_names stay as they are.
function styled(s, i) {
  const mark = s[i];
  if (wordAt(s, i - 1) || s[i - 1] === mark || !s[i + 1] || /\s/.test(s[i + 1]) || s[i + 1] === mark) return null;
  for (let j = i + 1; j < Math.min(s.length, i + REACH); j += 1) {
    if (s[j] === '`') j = skip(s, j, '`');
    else if (s[j] === '<') j = skip(s, j, '>');
    else if (s[j] === mark && j > i + 1 && !/\s/.test(s[j - 1]) && !wordAt(s, j + 1) && s[j + 1] !== mark) {
      return { node: { t: STYLES[mark], c: inline(s.slice(i + 1, j)) }, end: j + 1 };
    }
  }
  return null;
}

function skip(s, from, close) {
  const to = s.indexOf(close, from + 1);
  return to < 0 ? from : to;
}

// wordAt says whether a letter or digit of any script stands at i, or ends
// there.
function wordAt(s, i) {
  if (i < 0 || i >= s.length) return false;
  const low = /[\uDC00-\uDFFF]/.test(s[i]);
  return /[\p{L}\p{N}]/u.test(String.fromCodePoint(s.codePointAt(low && i ? i - 1 : i)));
}

// plainText is a tree's words alone, for notifications and copies. name turns
// a user or channel node into words.
export function plainText(nodes, name) {
  return nodes.map((n) => {
    if (n.t === 'br') return '\n';
    if (n.t === 'user' || n.t === 'channel') return name(n);
    if (n.t === 'quote') return `> ${plainText(n.c, name)}\n`;
    return n.s ?? plainText(n.c, name);
  }).join('');
}
