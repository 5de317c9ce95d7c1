// The panel at the side with one thread.
import { composer } from './composer.js';
import { h, icon } from './dom.js';
import { MessageList } from './list.js';
import { startEdit } from './toolbar.js';
import { channelName, conversation, known } from './store.js';
import { t } from './strings.js';

export function openThread(channel, ts, { close, write: writing }) {
  const list = new MessageList({ channel: channel.id, thread: ts, name: t('thread'), intro: '' });
  const write = composer({
    channel,
    thread: ts,
    sent: () => list.toBottom(),
    editLast() {
      const mine = conversation(channel.id, ts).list.findLast((m) => m.user === known.me.id && !m.ephemeral);
      if (mine) startEdit(list, mine.ts);
    },
  });
  const node = h('aside.thread', { 'aria-label': t('thread'), 'data-test': 'thread', 'data-ts': ts },
    h('header.pane-head', null,
      h('h2', null, t('thread')),
      h('span.pane-topic', null, t('threadIn', { name: channelName(channel) })),
      h('button.quiet', { type: 'button', 'aria-label': t('closeThread'), 'data-test': 'thread-close', onclick: close }, icon('close'))),
    list.node, write.node);
  node.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && !event.defaultPrevented) close();
  });
  const ready = list.open();
  if (writing) queueMicrotask(write.focus);
  return {
    node, list, ts, ready,
    focus: () => write.focus(),
    close() {
      list.close();
      write.close();
    },
  };
}
