// A list of messages, of a channel or of a thread: day dividers, grouping,
// scrolling that sticks to the newest, older ones on the way up.
import { h, icon, sync } from './dom.js';
import { announce } from './dialog.js';
import { author, drawMessage, follows, summary } from './message.js';
import { toolbarFor } from './toolbar.js';
import { conversation, known, load, on } from './store.js';
import { t } from './strings.js';
import { dayKey, dayName, tsDate } from './time.js';

const NEAR = 80;

export class MessageList {
  // name is what the conversation is called; intro the words at its
  // beginning; seen is called when the newest message is in view.
  constructor({ channel, thread, name, intro, seen }) {
    Object.assign(this, { channel, thread, intro, seen, drawn: new Map(), dividers: new Map(), unreadFrom: undefined });
    this.conversation = conversation(channel, thread);
    this.top = h('div.list-top');
    this.holder = h('div.list-holder');
    this.scroller = h('div.list', {
      tabindex: 0, role: 'region', 'aria-label': t('messageList', { name }), 'data-test': 'messages',
    }, this.top, this.holder);
    this.jump = h('button.jump', { type: 'button', hidden: true, onclick: () => this.toBottom() }, icon('down'), h('span'));
    this.node = h('div.list-frame', null, this.scroller, this.jump);
    this.stuck = true;
    this.toolbar = toolbarFor(this);
    this.scroller.addEventListener('scroll', () => this.#scrolled(), { passive: true });
    this.scroller.addEventListener('keydown', (event) => this.#walk(event));
    this.sizes = new ResizeObserver(() => { if (this.stuck) this.#pin(); });
    this.sizes.observe(this.holder);
    this.sizes.observe(this.scroller);
    this.off = [
      on('messages', (what) => { if (what.channel === channel && what.thread === thread) this.#changed(what); }),
      on('redraw', () => this.#redraw()),
    ];
  }

  async open() {
    if (this.conversation.loaded) this.draw();
    else this.top.textContent = t('loading');
    try {
      if (!this.conversation.loaded) await load(this.channel, this.thread);
      this.#pin();
      this.seen?.();
    } catch {
      this.top.replaceChildren(t('loadFailed'), ' ',
        h('button', { type: 'button', onclick: () => this.open() }, t('retry')));
    }
  }

  close() {
    this.sizes.disconnect();
    for (const off of this.off) off();
  }

  message(ts) {
    return this.conversation.list.find((m) => m.ts === ts);
  }

  nodeOf(ts) {
    return this.drawn.get(ts)?.node;
  }

  // markNew draws the "new" line before the first message after ts.
  markNew(ts) {
    this.unreadFrom = ts;
  }

  draw() {
    const { list, more, loaded } = this.conversation;
    const nodes = [];
    let day = '';
    let before = null;
    let marked = false;
    for (const message of list) {
      const date = tsDate(message.ts);
      const key = dayKey(date);
      if (key !== day) {
        nodes.push(this.#divider(key, date));
        before = null;
      }
      day = key;
      if (!marked && this.unreadFrom && message.ts > this.unreadFrom && message.user !== known.me.id) {
        marked = true;
        if (nodes.length > 1) nodes.push(this.newLine ??= h('div.new-line', { role: 'separator' }, h('span', null, t('newLine'))));
      }
      const grouped = follows(message, before) && !(this.thread && before?.ts === this.thread);
      nodes.push(this.#node(message, grouped));
      before = message;
    }
    const kept = new Set(list.map((m) => m.ts));
    for (const ts of this.drawn.keys()) if (!kept.has(ts)) this.drawn.delete(ts);
    const held = this.holder.contains(document.activeElement);
    sync(this.holder, nodes);
    if (held && !this.holder.contains(document.activeElement)) queueMicrotask(() => this.#keepFocus());
    if (loaded) this.top.textContent = more ? '' : this.intro ?? '';
  }

  // redraw draws all anew, but for a message that is being edited.
  #redraw() {
    for (const [ts, { editing }] of this.drawn) if (!editing) this.drawn.delete(ts);
    this.dividers.clear();
    this.draw();
  }

  #node(message, grouped) {
    const had = this.drawn.get(message.ts);
    if (had && had.message === message && had.grouped === grouped) return had.node;
    if (had?.editing) {
      had.message = message;
      return had.node;
    }
    const node = drawMessage(message, { channel: this.channel, thread: this.thread, grouped });
    this.drawn.set(message.ts, { message, grouped, node });
    if (had?.node.contains(document.activeElement)) this.refocus = message.ts;
    return node;
  }

  // keepFocus gives the focus to what stands in the place of a message that
  // went or was drawn anew: never to nothing, where keys would be lost.
  #keepFocus() {
    const node = this.nodeOf(this.refocus) ?? this.scroller;
    this.refocus = undefined;
    if (document.activeElement === document.body) node.focus({ preventScroll: true });
  }

  #divider(key, date) {
    const name = dayName(date);
    const had = this.dividers.get(key);
    if (had?.name === name) return had.node;
    const node = h('div.day', { role: 'separator' }, h('span', null, name));
    this.dividers.set(key, { name, node });
    return node;
  }

  #changed({ message, older }) {
    const height = this.scroller.scrollHeight;
    const top = this.scroller.scrollTop;
    const isNew = message && !this.drawn.has(message.ts) && !message.quiet;
    this.draw();
    if (older) this.scroller.scrollTop = top + this.scroller.scrollHeight - height;
    else if (this.stuck || message?.user === known.me.id) this.#pin();
    if (!isNew) return;
    const who = author(message);
    if (message.user !== known.me.id) {
      announce(t(message.ephemeral ? 'saidOnlyYou' : 'said', { name: who.name, text: summary(message) }));
    }
    if (this.stuck) this.seen?.();
    else this.#offer(true);
  }

  #offer(fresh) {
    this.jump.hidden = false;
    this.jump.classList.toggle('fresh', fresh);
    this.jump.lastChild.textContent = fresh ? t('latest') : t('toBottom');
  }

  #pin() {
    this.scroller.scrollTop = this.scroller.scrollHeight;
    this.stuck = true;
    this.jump.hidden = true;
  }

  toBottom() {
    this.#pin();
    this.seen?.();
  }

  #scrolled() {
    const { scrollTop, scrollHeight, clientHeight } = this.scroller;
    const was = this.stuck;
    this.stuck = scrollHeight - scrollTop - clientHeight < NEAR;
    if (this.stuck) {
      this.jump.hidden = true;
      if (!was) this.seen?.();
    } else if (this.jump.hidden && scrollHeight - scrollTop - clientHeight > clientHeight) this.#offer(false);
    if (scrollTop < 200) this.#older();
  }

  async #older() {
    if (this.reading || !this.conversation.more || !this.conversation.loaded || !this.conversation.list.length) return;
    this.reading = true;
    this.top.textContent = t('loading');
    try {
      await load(this.channel, this.thread, true);
    } catch {
      this.top.textContent = t('loadFailed');
    } finally {
      this.reading = false;
    }
  }

  // Arrow keys walk the messages; Tab goes into the one that has the focus.
  #walk(event) {
    if (event.target !== this.scroller && !event.target.matches('article.message')) return;
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (!step) return;
    const all = [...this.holder.querySelectorAll('article.message')];
    const at = all.indexOf(document.activeElement);
    const next = at < 0 ? all.at(-1) : all[at + step];
    event.preventDefault();
    next?.focus();
    next?.scrollIntoView({ block: 'nearest' });
  }

  // show brings a message into view and lights it up for a moment.
  show(ts) {
    const node = this.nodeOf(ts);
    if (!node) return;
    this.stuck = false;
    node.scrollIntoView({ block: 'center' });
    node.classList.add('lit');
    node.focus({ preventScroll: true });
    setTimeout(() => node.classList.remove('lit'), 2500);
  }
}
