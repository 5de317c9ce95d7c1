// What can be done with a message: a bar over the one under the pointer or
// the focus. There is one bar for a list, so that a hundred messages do not
// mean three hundred stops of the Tab key.
import { post } from './api.js';
import { confirm, refused, toast } from './dialog.js';
import { h, icon } from './dom.js';
import { REACTIONS, emoji } from './emoji.js';
import { editBox, react } from './message.js';
import { openMenu } from './popup.js';
import { typed } from './rich.js';
import { known, tell } from './store.js';
import { t } from './strings.js';

export function toolbarFor(list) {
  let on = null;
  let held = false;
  const message = () => list.message(on?.dataset.ts);
  const menu = (anchor, items, label, row) => {
    held = true;
    openMenu(anchor, items, { label, row, closed: () => { held = false; } });
  };
  const smile = tool('smile', t('react'), () => menu(smile, REACTIONS.map((name) => ({
    label: emoji(name), name: t('reactWith', { name }), title: `:${name}:`, test: `react-${name}`,
    run: () => {
      const mine = (message()?.reactions ?? []).find((r) => r.name === name)?.users?.includes(known.me.id);
      if (message()) react(list.channel, message().ts, name, mine);
    },
  })), t('react'), true), 'react');
  const reply = tool('reply', t('replyInThread'), () => tell('thread', { ts: message().thread_ts ?? message().ts, write: true }), 'reply');
  const more = tool('more', t('more'), () => menu(more, items(list, on, message()), t('more')), 'message-menu');
  const bar = h('div.toolbar', { role: 'group', 'aria-label': t('actions') }, smile, reply, more);

  function show(node) {
    if (held || node === on) return;
    on = node;
    if (!node) {
      bar.remove();
      return;
    }
    const shown = list.message(node.dataset.ts);
    if (!shown || shown.local) {
      bar.remove();
      return;
    }
    smile.hidden = Boolean(shown.ephemeral);
    reply.hidden = Boolean(shown.ephemeral) || Boolean(list.thread);
    node.append(bar);
  }

  const nearest = (event) => event.target.closest?.('article.message');
  // Only a pointer that moves counts: scrolling by keys slides messages under
  // one that rests. A question asked from the bar keeps it.
  list.scroller.addEventListener('pointermove', (event) => { const at = nearest(event); if (at) show(at); });
  list.scroller.addEventListener('pointerdown', (event) => { const at = nearest(event); if (at) show(at); });
  list.scroller.addEventListener('pointerleave', () => {
    if (!on?.contains(document.activeElement) && !document.querySelector('dialog[open]')) show(null);
  });
  list.scroller.addEventListener('focusin', (event) => { const at = nearest(event); if (at) show(at); });
  return bar;
}

function tool(name, label, run, test) {
  return h('button', {
    type: 'button', 'aria-label': label, title: label, 'aria-haspopup': name === 'reply' ? null : 'menu', 'data-test': test, onclick: run,
  }, icon(name));
}

function items(list, node, message) {
  const mine = message.user === known.me.id && !message.ephemeral;
  const shortcuts = known.shortcuts.filter((s) => s.type !== 'global');
  const out = [{ label: t('copy'), test: 'copy', run: () => copy(message) }];
  if (!message.ephemeral && !list.thread) {
    out.unshift({ label: t('replyInThread'), run: () => tell('thread', { ts: message.thread_ts ?? message.ts, write: true }) });
  }
  if (message.ephemeral) out.push({ label: t('dismiss'), test: 'dismiss', run: () => remove(list.channel, message.ts, true) });
  if (mine) out.push({ label: t('edit'), test: 'edit', run: () => startEdit(list, message.ts) });
  if (!message.ephemeral && shortcuts.length) {
    out.push({ divider: true }, { heading: known.app?.name ?? t('shortcuts') }, ...shortcuts.map((s) => ({
      label: s.name, hint: s.description, test: `shortcut-${s.callback_id}`, run: () => shortcut(s, { channel: list.channel, ts: message.ts }),
    })));
  }
  if (mine) {
    out.push({ divider: true }, { label: t('delete'), danger: true, test: 'delete', run: () => remove(list.channel, message.ts) });
  }
  return out;
}

// startEdit opens the field on a message of one's own.
export function startEdit(list, ts) {
  const entry = list.drawn.get(ts);
  if (!entry || entry.editing) return;
  entry.editing = true;
  editBox(entry.node, entry.message, list.channel, typed(entry.message.text), () => {
    entry.editing = false;
    list.drawn.delete(ts);
    list.draw();
    document.querySelector('[data-test=composer]')?.focus();
  });
  entry.node.scrollIntoView({ block: 'nearest' });
}

// shortcut starts one of the app's, on a message or on nothing.
export async function shortcut(s, at = {}) {
  try {
    await post('shortcut', { callback_id: s.callback_id, ...at });
  } catch (error) {
    refused(error);
  }
}

async function copy(message) {
  try {
    await navigator.clipboard.writeText(typed(message.text));
    toast(t('copied'));
  } catch {
    toast(t('copyFailed'), 'bad');
  }
}

async function remove(channel, ts, unasked = false) {
  if (!unasked && !await confirm({ title: t('deleteTitle'), text: t('deleteText'), confirm: t('delete'), deny: t('cancel'), style: 'danger' })) return;
  try {
    await post('delete', { channel, ts });
  } catch (error) {
    refused(error);
  }
}
