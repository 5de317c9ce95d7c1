// One message as a DOM node.
import { fileURL, post } from './api.js';
import { drawBlocks } from './blocks.js';
import { refused } from './dialog.js';
import { fill, h, icon } from './dom.js';
import { picture } from './elements.js';
import { emoji } from './emoji.js';
import { place } from './place.js';
import { link, mrkdwn, textObject, words } from './rich.js';
import { isAppUser, known, tell, user, userName } from './store.js';
import { t } from './strings.js';
import { clockTime, nearDay, tsDate, whole } from './time.js';

// author is who a message is by: {id, name, app}.
export function author(message) {
  const fromApp = isAppUser(message.user) || Boolean(message.bot_id && !user(message.user));
  const name = message.username || (message.user && user(message.user) ? userName(message.user) : '')
    || (fromApp ? known.app?.name : '') || message.user || message.bot_id || '';
  return { id: message.user || message.bot_id || name, name, app: fromApp || Boolean(user(message.user)?.is_bot) };
}

// summary is a message's words on one line.
export function summary(message) {
  return words(message.text ?? '') || t('messages');
}

// Subtypes that are the workspace's own remarks, drawn small.
const REMARKS = new Set(['channel_join', 'channel_leave', 'channel_topic', 'channel_name', 'channel_purpose', 'group_join',
  'channel_archive', 'channel_unarchive', 'pinned_item']);

// follows says whether a message goes under the one before without a head of
// its own: same author, a few minutes apart.
export function follows(message, before) {
  if (!before || REMARKS.has(message.subtype) || REMARKS.has(before.subtype) || before.local || message.local) return false;
  // Each private answer says that it is private.
  if (message.ephemeral || before.ephemeral || author(message).id !== author(before).id) return false;
  return author(message).name === author(before).name && Number(message.ts) - Number(before.ts) < 300;
}

export function avatar(id, name, app) {
  const letter = [...(name || '?')][0].toUpperCase();
  return h('span.avatar', { 'aria-hidden': 'true', class: app ? 'app' : '', vars: { '--hue': String(hue(id)) } }, letter);
}

// hue spreads people over the colours, always the same for one id.
function hue(id = '') {
  let sum = 7;
  for (const letter of id) sum = (sum * 31 + letter.codePointAt(0)) % 9973;
  return (sum * 47) % 360;
}

// drawMessage makes the node. options: channel, thread (in which it is
// shown), grouped (no head).
export function drawMessage(message, { channel, thread, grouped }) {
  const who = author(message);
  const at = tsDate(message.ts);
  if (REMARKS.has(message.subtype) || message.local) return drawNote(message, who, at);
  const text = h('div.message-content', null, content(message, channel));
  return h('article.message', {
    'data-test': 'message', 'data-ts': message.ts, 'data-user': message.user, tabindex: -1,
    class: [grouped ? 'grouped' : '', message.ephemeral ? 'ephemeral' : ''].join(' '),
    'aria-label': `${who.name}, ${clockTime(at)}${message.ephemeral ? `, ${t('onlyYou')}` : ''}`,
  },
  h('div.message-side', null, grouped
    ? h('time', { datetime: at.toISOString(), title: whole(at) }, clockTime(at))
    : avatar(who.id, who.name, who.app)),
  h('div.message-main', null,
    message.ephemeral ? h('div.only-you', { 'data-test': 'ephemeral' }, icon('eye'), t('onlyYou')) : null,
    grouped ? null : h('header.message-head', null,
      h('strong.author', null, who.name),
      who.app ? h('span.badge', null, t('appBadge')) : null,
      h('time', { datetime: at.toISOString(), title: whole(at) }, clockTime(at))),
    text,
    files(message.files),
    reactions(message, channel),
    thread ? null : replies(message)));
}

function content(message, channel) {
  const edited = message.edited && !message.bot_id ? h('span.edited', null, ` ${t('edited')}`) : null;
  if (message.blocks?.length) {
    const at = place({
      context: { channel, ts: message.ts, thread_ts: message.thread_ts },
      blocks: () => message.blocks, current: channel,
    });
    return [drawBlocks(message.blocks, at), edited];
  }
  const attached = (message.attachments ?? []).map((a) => drawAttachment(a, message, channel));
  return [message.text ? h('div.text', null, mrkdwn(message.text), edited) : edited, attached];
}

function drawAttachment(a, message, channel) {
  const at = place({ context: { channel, ts: message.ts }, blocks: () => a.blocks ?? [], current: channel });
  return h('div.attachment', null, a.pretext ? h('div.text', null, mrkdwn(a.pretext)) : null,
    a.title ? h('strong', null, a.title_link ? link(a.title_link, a.title) : a.title) : null,
    a.text ? h('div.text', null, mrkdwn(a.text)) : null,
    drawBlocks(a.blocks, at));
}

// A note is a line of the workspace itself: someone joined, a command failed.
function drawNote(message, who, at) {
  return h('article.message.note', {
    'data-test': message.local ? 'note' : 'message', 'data-ts': message.ts, tabindex: -1, class: message.local ? 'local' : '',
  },
  h('div.message-side', null, icon('info')),
  h('div.message-main', null,
    message.local ? h('div.only-you', null, icon('eye'), t('onlyYou')) : null,
    h('div.text', null, message.local
      ? textObject({ type: 'plain_text', text: message.text })
      : [message.text?.startsWith('<@') ? '' : `${who.name} `, mrkdwn(message.text)],
      ' ', h('time', { datetime: at.toISOString() }, clockTime(at)))));
}

function files(list) {
  if (!list?.length) return null;
  return h('div.files', null, list.map((f) => {
    const name = f.title || f.name || t('file');
    const href = fileURL(f.id);
    if (/^image\//.test(f.mimetype ?? '')) {
      return h('a.file-image', { href, target: '_blank', rel: 'noopener' },
        picture({ image_url: href, alt_text: f.alt_txt || name }, 'block-image'));
    }
    return h('a.file', { href, target: '_blank', rel: 'noopener', download: f.name },
      icon('file'), h('span', null, name, h('span.menu-hint', null, size(f.size))));
  }));
}

function size(bytes) {
  if (!bytes) return '';
  const units = ['B', 'kB', 'MB'];
  const step = Math.min(2, Math.floor(Math.log10(bytes) / 3));
  return `${(bytes / 1000 ** step).toFixed(step ? 1 : 0)} ${units[step]}`;
}

function reactions(message, channel) {
  if (!message.reactions?.length) return null;
  return h('div.reactions', null, message.reactions.map((r) => {
    const mine = (r.users ?? []).includes(known.me.id);
    const who = (r.users ?? []).map(userName).join(', ');
    return h('button.reaction', {
      type: 'button', 'aria-pressed': String(mine), title: t('reacted', { name: r.name, who }), 'data-reaction': r.name,
      'aria-label': `${t('reacted', { name: r.name, who })} (${r.count})`,
      onclick: () => react(channel, message.ts, r.name, mine),
    }, h('span', { 'aria-hidden': 'true' }, emoji(r.name) ?? `:${r.name}:`), h('span', null, String(r.count)));
  }));
}

export async function react(channel, ts, name, remove) {
  try {
    await post('react', { channel, ts, name, remove: remove || undefined });
  } catch (error) {
    refused(error);
  }
}

function replies(message) {
  if (!message.reply_count) {
    return message.subtype === 'thread_broadcast' ? h('div.edited', null, t('alsoSent')) : null;
  }
  const last = message.latest_reply ? tsDate(message.latest_reply) : null;
  return h('button.replies', {
    type: 'button', 'data-test': 'open-thread',
    onclick: () => tell('thread', { ts: message.ts, write: false }),
  },
  (message.reply_users ?? []).slice(0, 4).map((id) => avatar(id, userName(id), isAppUser(id))),
  h('strong', null, t('replies', { n: message.reply_count })),
  last ? h('span.menu-hint', null, t('lastReply', { at: `${nearDay(last)} ${clockTime(last)}` })) : null);
}

// editBox turns a message's text into a field, until saved or left.
export function editBox(node, message, channel, before, done) {
  const content = node.querySelector('.message-content');
  const old = [...content.childNodes];
  const area = h('textarea.field', { 'aria-label': t('editing'), value: before, rows: 2, 'data-test': 'edit-text' });
  const leave = () => {
    fill(content, old);
    done();
  };
  const save = async () => {
    const text = area.value.trim();
    if (!text || text === before) {
      leave();
      return;
    }
    try {
      await post('edit', { channel, ts: message.ts, text });
      leave();
    } catch (error) {
      refused(error);
    }
  };
  area.addEventListener('keydown', (event) => {
    if (event.isComposing || event.keyCode === 229) return;
    if (event.key === 'Escape') {
      event.preventDefault();
      leave();
    } else if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      save();
    }
    event.stopPropagation();
  });
  fill(content, h('div.edit-box', null, area, h('div.edit-buttons', null,
    h('button', { type: 'button', onclick: leave }, t('cancel')),
    h('button.primary', { type: 'button', onclick: save, 'data-test': 'edit-save' }, t('save')))));
  area.focus();
  area.setSelectionRange(area.value.length, area.value.length);
}
