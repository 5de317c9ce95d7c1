// The middle of the page: one channel or direct message.
import { post } from './api.js';
import { composer } from './composer.js';
import { fill, h, icon } from './dom.js';
import { openMenu } from './popup.js';
import { summary } from './message.js';
import { MessageList } from './list.js';
import { startEdit } from './toolbar.js';
import { channelName, conversation, isAppUser, known, on, setChannel, tell } from './store.js';
import { t } from './strings.js';

export function openConversation(channel, { backToList }) {
  const name = channelName(channel);
  const list = new MessageList({
    channel: channel.id,
    name,
    intro: isAppUser(channel.user) ? t('emptyApp', { name }) : t('beginning', { name }),
    seen: () => markRead(channel.id),
  });
  if (channel.unread && channel.last_read) list.markNew(channel.last_read);
  const write = composer({
    channel,
    sent: () => list.toBottom(),
    editLast() {
      const mine = conversation(channel.id).list.findLast((m) => m.user === known.me.id && !m.ephemeral && !m.local && !m.subtype);
      if (mine) startEdit(list, mine.ts);
    },
  });
  const title = h('header.pane-head');
  const head = () => {
    const now = known.channels.get(channel.id) ?? channel;
    const topic = typeof now.topic === 'object' ? now.topic?.value : now.topic;
    const people = now.members?.length;
    fill(title,
      h('button.quiet.to-list', { type: 'button', 'aria-label': t('backToList'), 'data-test': 'back', onclick: backToList }, icon('back')),
      h('h1', null, now.is_private && !now.is_im ? icon('lock') : null, channelName(now)),
      pinButton(),
      isAppUser(now.user) ? homeTabs(now, 'messages') : h('span.pane-topic', null,
        topic || '', people && !now.is_im ? h('span.menu-hint', null, t('members', { n: people })) : null));
  };
  const pinButton = () => {
    const pins = (conversation(channel.id).pins ?? []).filter((p) => list.message(p.ts));
    if (!pins.length) return null;
    const button = h('button.pins', {
      type: 'button', 'data-test': 'pins', 'aria-haspopup': 'menu', 'aria-expanded': 'false',
      onclick: () => openMenu(button, pins.map((p) => ({ label: summary(list.message(p.ts)), run: () => list.show(p.ts) })),
        { label: t('pinned', { n: pins.length }) }),
    }, icon('pin'), t('pinned', { n: pins.length }));
    return button;
  };
  head();
  const loaded = (what) => { if (what.channel === channel.id && !what.message) head(); };
  const offs = [on('channels', head), on('pins', head), on('messages', loaded)];
  const node = h('main.pane', { 'aria-label': name, 'data-channel': channel.id }, title, list.node, write.node);
  const ready = list.open();
  return {
    node, list, ready, write, channel: channel.id,
    focus: () => write.focus(),
    close() {
      for (const off of offs) off();
      list.close();
      write.close();
    },
  };
}

// homeTabs lead from an app's direct message to its Home and back.
export function homeTabs(channel, here) {
  if (!known.app?.home) return null;
  const tab = (key, label, go) => h('button.tab', { type: 'button', 'aria-current': here === key ? 'page' : null, onclick: go }, label);
  return h('nav.tabs', { 'aria-label': known.app.name },
    tab('home', t('home'), () => tell('goto', { home: true })),
    tab('messages', t('messages'), () => tell('goto', { channel: channel?.id, app: true })));
}

const reads = new Map();

// markRead tells the server how far the person has read, once for a burst.
export function markRead(id) {
  if (document.visibilityState !== 'visible') return;
  const channel = known.channels.get(id);
  const last = conversation(id).list.findLast((m) => !m.local)?.ts;
  if (!channel || !last || reads.get(id) === last) return;
  reads.set(id, last);
  if (channel.unread) setChannel({ ...channel, unread: 0 });
  post('read', { channel: id, ts: last }).catch(() => reads.delete(id));
}
