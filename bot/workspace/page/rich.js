// Text on the page: trees of mrkdwn.js and markdown.js, Slack's rich_text and
// text objects, as DOM nodes.
import { h } from './dom.js';
import { emoji } from './emoji.js';
import { parse, plainText, safe } from './mrkdwn.js';
import { channelName, known, user, userName } from './store.js';

// mrkdwn draws a text in Slack's mark-up.
export function mrkdwn(text) {
  return draw(parse(text));
}

// words is the same text without mark-up, on one line.
export function words(text) {
  return plainText(parse(text), (n) => (n.t === 'user' ? `@${userName(n.id)}` : channelName(known.channels.get(n.id)) || n.s))
    .replace(/\s+/g, ' ').trim();
}

// typed is a message's text as its author typed it, for editing.
export function typed(text) {
  return String(text ?? '')
    .replace(/<@([UWB][A-Z0-9]+)(?:\|[^>]*)?>/g, (_, id) => `@${user(id)?.name ?? id}`)
    .replace(/<#([CG][A-Z0-9]+)(?:\|([^>]*))?>/g, (_, id, name) => channelName(known.channels.get(id)) || `#${name || id}`)
    .replace(/<!([a-z]+)[^>]*>/g, '@$1')
    .replace(/<([^<>|]+)(?:\|[^<>]*)?>/g, '$1')
    .replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&amp;/g, '&');
}

// textObject draws {type: plain_text|mrkdwn, text}.
export function textObject(object) {
  if (!object) return [];
  if (typeof object === 'string') return [object];
  return object.type === 'mrkdwn' ? mrkdwn(object.text) : plain(object.text ?? '', object.emoji !== false);
}

// textOf is a text object's words.
export function textOf(object) {
  if (!object) return '';
  if (typeof object === 'string') return object;
  return object.type === 'mrkdwn' ? words(object.text) : shortcodes(object.text ?? '');
}

function shortcodes(s) {
  return s.replace(/:([a-z0-9_+'-]+):/g, (whole, name) => emoji(name) ?? whole);
}

function plain(s, withEmoji) {
  return (withEmoji ? shortcodes(s) : s).split('\n').flatMap((line, i) => (i ? [h('br'), line] : [line]));
}

// draw turns a tree into nodes.
export function draw(nodes) {
  return nodes.map((n) => {
    switch (n.t) {
      case 'br': return h('br');
      case 'bold': return h('strong', null, draw(n.c));
      case 'italic': return h('em', null, draw(n.c));
      case 'strike': return h('s', null, draw(n.c));
      case 'code': return h('code', null, n.s);
      case 'pre': return h('pre', { tabindex: 0 }, n.s);
      case 'quote': return h('blockquote', null, draw(n.c));
      case 'link': return link(n.url, draw(n.c));
      case 'user': return mention(n.id, n.s);
      case 'channel': return channelLink(n.id, n.s);
      case 'broadcast': return h('span.mention.broad', null, n.s);
      case 'emoji': return h('span.emoji', { title: `:${n.name}:` }, n.s);
      case 'heading': return h('p.md-heading', { role: 'heading', 'aria-level': Math.min(6, n.level + 2) }, draw(n.c));
      case 'list': return h(n.ordered ? 'ol' : 'ul', null, n.items.map((item) => h('li', null, draw(item))));
      case 'rule': return h('hr');
      default: return n.s;
    }
  });
}

export function link(url, label) {
  if (!safe(url)) return h('span', null, label);
  return h('a', { href: url, target: '_blank', rel: 'noopener noreferrer nofollow' }, label);
}

function mention(id, label) {
  return h('span.mention', { class: id === known.me?.id ? 'me' : '', 'data-user': id }, `@${user(id) ? userName(id) : label || id}`);
}

function channelLink(id, label) {
  const channel = known.channels.get(id);
  if (!channel) return h('span.mention', null, label ? `#${label}` : id);
  return h('a.mention', { href: `#${id}` }, channelName(channel));
}

// richText draws a rich_text block.
export function richText(block) {
  const out = [];
  for (const part of block.elements ?? []) {
    switch (part.type) {
      case 'rich_text_list': {
        const list = h(part.style === 'ordered' ? 'ol' : 'ul', { start: part.offset ? part.offset + 1 : null, 'data-indent': part.indent ?? 0 },
          (part.elements ?? []).map((item) => h('li', null, run(item.elements))));
        list.style.marginInlineStart = `${(part.indent ?? 0) * 1.4}em`;
        out.push(list);
        break;
      }
      case 'rich_text_quote':
        out.push(h('blockquote', null, run(part.elements)));
        break;
      case 'rich_text_preformatted':
        out.push(h('pre', { tabindex: 0 }, run(part.elements)));
        break;
      default:
        out.push(h('div.rich-line', null, run(part.elements)));
    }
  }
  return out;
}

function run(elements = []) {
  return elements.map((e) => {
    let node;
    switch (e.type) {
      case 'text': node = plain(e.text ?? '', false); break;
      case 'link': node = link(e.url, e.text || e.url); break;
      case 'user': node = mention(e.user_id); break;
      case 'channel': node = channelLink(e.channel_id); break;
      case 'emoji': node = fromHex(e.unicode) ?? emoji(e.name) ?? `:${e.name}:`; break;
      case 'broadcast': node = h('span.mention.broad', null, `@${e.range}`); break;
      case 'usergroup': node = h('span.mention', null, `@${e.usergroup_id}`); break;
      case 'date': node = e.fallback ?? new Date(e.timestamp * 1000).toISOString(); break;
      case 'color': node = e.value; break;
      default: node = e.text ?? e.fallback ?? '';
    }
    const tags = { bold: 'strong', italic: 'em', strike: 's', code: 'code', underline: 'u' };
    for (const [style, tag] of Object.entries(tags)) if (e.style?.[style]) node = h(tag, null, node);
    return node;
  });
}

function fromHex(code) {
  if (!/^[0-9a-f]{2,6}(-[0-9a-f]{2,6})*$/i.test(code ?? '')) return undefined;
  return String.fromCodePoint(...code.split('-').map((x) => Number.parseInt(x, 16)));
}
