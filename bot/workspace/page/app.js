// The chat page of the embedded workspace.
//
// Hooks for browser tests, all data-test unless another attribute is named:
//   as, as-<handle>           the person switch; its entries (links to /?as=U…)
//   channel-<name>            a channel, or a direct message by the partner's handle
//   channel-home, home        the row of the App Home; the opened Home
//   new-dm, dm-<handle>       new direct message; new-channel, new-channel-name, new-channel-create; pins
//   messages, message, note   the list; each message (data-ts, data-user); the page's own grey lines
//   ephemeral                 the "only visible to you" mark, inside its message
//   composer, send, completion, usage; thread-composer, thread-send
//   react, reply, message-menu, copy, edit, delete, dismiss, shortcut-<callback_id>
//                             on the message under the pointer or focus; react-<name>; edit-text, edit-save
//   open-thread, thread, thread-close
//   modal (form data-callback-id), modal-submit, modal-close, modal-x; confirm, confirm-yes, confirm-no
//   clock, clock-advance-1h|1d|3d|30d, clock-amount, clock-go
//   lang-zh, lang-en; toast; banner; back, join
// Blocks carry data-block-id, elements data-action-id and data-block-id,
// options of an open menu or list data-value.
import { actAs, get, live } from './api.js';
import { takeClock } from './clock.js';
import { commandFailed } from './composer.js';
import { markRead, openConversation } from './conversation.js';
import { announce, toast } from './dialog.js';
import { fill, h } from './dom.js';
import { openHome } from './home.js';
import { closeViews, matchViews, openView, pushView, startModals, updateView } from './modal.js';
import { catchLinks, readPermalink } from './permalink.js';
import { openDirect, sidebar } from './sidebar.js';
import { conversation, drop, forget, inChannel, known, load, noteReply, on, put, setChannel, takeBoot, tell, userName } from './store.js';
import { errorText, startLang, t } from './strings.js';
import { openThread } from './thread.js';
import { shortcut } from './toolbar.js';
import { setNow, setZone } from './time.js';

const root = document.getElementById('app');
const banner = h('div.banner', { role: 'status', hidden: true, 'data-test': 'banner' });
const middle = h('div.middle');
let side = null;
let pane = null;
let thread = null;
let lineUp = true;

async function start() {
  startLang(navigator.language);
  const as = new URLSearchParams(location.search).get('as') ?? '';
  actAs(as);
  try {
    take(await get('boot'));
  } catch (error) {
    fill(root, h('main.failed', null,
      h('p', null, error.code === 'user_not_found' ? t('noSuchPerson') : t('bootFailed'), ' ', errorText(error.code)),
      h('button.primary', { type: 'button', onclick: () => (error.code === 'user_not_found' ? location.assign('/') : location.reload()) }, t('retry'))));
    return;
  }
  actAs(known.me.id);
  const linked = readPermalink(location.href);
  if (as !== known.me.id || linked) {
    history.replaceState(null, '', `/?${new URLSearchParams({ as: known.me.id })}${linked ? `#${linked.channel}` : location.hash}`);
  }
  side = sidebar({ here: () => ({ channel: pane?.channel, home: pane?.home }), relabel: drawAll, skip: () => pane?.focus() });
  fill(root, side.node, h('div.right', null, banner, middle));
  startModals(() => pane?.channel);
  catchLinks(root);
  on('goto', go);
  on('thread', ({ ts, write }) => showThread(ts, write));
  on('shortcut', (s) => shortcut(s));
  addEventListener('hashchange', () => route());
  document.addEventListener('visibilitychange', () => { if (pane?.list?.stuck) markRead(pane.channel); });
  live({ from: known.seq, heard, up: lineIsUp, down: lineIsDown });
  get('views').then(({ stack }) => matchViews(stack ?? []), () => {});
  if (linked) go(linked);
  else route(true);
}

function take(boot) {
  takeBoot(boot);
  setNow(boot.now);
  setZone(boot.me.tz);
  startLang(boot.me.locale || boot.lang);
}

// Where to be: #C123 for a conversation, #home for the App Home.

function route(first = false) {
  const id = decodeURIComponent(location.hash.slice(1));
  if (id === 'home' && known.app?.home) show({ home: true });
  else if (known.channels.has(id)) show({ channel: id });
  else if (first) {
    const mine = [...known.channels.values()].filter((c) => !c.is_im && !c.is_mpim && !c.is_archived);
    const c = mine.find(inChannel) ?? mine[0] ?? [...known.channels.values()][0];
    // On a phone's width the list comes first.
    if (c) show({ channel: c.id, quietly: true });
  }
}

async function go({ channel, ts, thread: head, home, app }) {
  if (home) {
    location.hash = '#home';
    return;
  }
  if (!channel && app) {
    openDirect(known.app.bot_user_id);
    return;
  }
  if (!known.channels.has(channel)) return;
  show({ channel });
  history.replaceState(null, '', `#${channel}`);
  if (head) {
    showThread(head);
    await thread.ready;
    thread.list.show(ts ?? head);
  } else if (ts) {
    await pane.ready;
    pane.list.show(ts);
  }
}

function show({ channel, home, quietly }) {
  root.classList.toggle('in-conversation', !quietly);
  if (pane && (home ? pane.home : pane.channel === channel)) return;
  closeThread();
  pane?.close();
  const backToList = () => {
    root.classList.remove('in-conversation');
    side.node.querySelector('[aria-current=page]')?.focus();
  };
  pane = home ? openHome({ backToList }) : openConversation(known.channels.get(channel), { backToList });
  fill(middle, pane.node);
  tell('here');
  if (matchMedia('(min-width: 720px)').matches) pane.focus();
}

function showThread(ts, write) {
  const channel = known.channels.get(pane?.channel);
  if (!channel) return;
  if (thread?.ts === ts) {
    if (write) thread.focus();
    return;
  }
  closeThread();
  thread = openThread(channel, ts, { write, close: () => { closeThread(); pane?.focus(); } });
  middle.append(thread.node);
  root.classList.add('in-thread');
}

function closeThread() {
  thread?.close();
  thread?.node.remove();
  thread = null;
  root.classList.remove('in-thread');
}

// drawAll draws everything in the language just chosen.
function drawAll() {
  const here = pane?.home ? { home: true } : { channel: pane?.channel };
  const open = thread?.ts;
  closeThread();
  pane?.close();
  pane = null;
  show(here);
  if (open) showThread(open);
  side.draw();
  drawBanner();
}

// What the server tells.

function heard(event) {
  const { channel, message, view } = event;
  switch (event.type) {
    case 'message':
    case 'ephemeral':
      put(channel, message);
      noteReply(channel, message);
      countUnread(channel, message);
      break;
    case 'message_changed':
    case 'reaction': put(channel, { ...message, quiet: true }); break;
    case 'message_deleted':
    case 'ephemeral_deleted': drop(channel, event.ts); break;
    case 'view_opened': openView(view); break;
    case 'view_pushed': pushView(view); break;
    case 'view_updated':
      if (view.type === 'home') tell('home', view);
      else updateView(view);
      break;
    case 'view_closed': closeViews(event); break;
    case 'home': tell('home', view); break;
    case 'channel': setChannel(event.channel); break;
    case 'user': takeUser(event.user); break;
    case 'clock':
      takeClock(event);
      tell('clock');
      tell('redraw');
      break;
    case 'app':
      known.connected = event.connected;
      drawBanner();
      break;
    case 'command_failed': commandFailed(event); break;
    case 'action_failed': toast(t('actFailed', { app: known.app?.name ?? '', error: errorText(event.error) }), 'bad'); break;
    case 'pins':
      conversation(channel).pins = event.pins;
      tell('pins');
      break;
    case 'channel_gone': leave(channel); break;
    default:
  }
}

// leave closes a channel that the person no longer sees.
function leave(id) {
  known.channels.delete(id);
  tell('channels');
  if (pane?.channel !== id) return;
  history.replaceState(null, '', '#');
  route(true);
}

function countUnread(id, message) {
  const channel = known.channels.get(id);
  const reply = message.thread_ts && message.thread_ts !== message.ts && message.subtype !== 'thread_broadcast';
  if (!channel || reply || message.user === known.me.id) return;
  if (pane?.channel === id && pane.list.stuck && document.visibilityState === 'visible') return;
  setChannel({ ...channel, unread: (channel.unread ?? 0) + 1 });
}

function takeUser(user) {
  const before = known.users.has(user.id) ? userName(user.id) : '';
  known.users.set(user.id, user);
  if (user.id === known.me.id) known.me = { ...known.me, ...user };
  tell('users');
  if (before !== userName(user.id)) tell('redraw');
}

// The line to the server.

async function lineIsUp(first) {
  lineUp = true;
  drawBanner();
  if (first) return;
  // What was said while the line was down is read anew.
  try {
    take(await get('boot'));
    matchViews((await get('views')).stack ?? []);
    forget();
    tell('channels');
    tell('clock');
    drawBanner();
    if (pane?.channel && !known.channels.has(pane.channel)) leave(pane.channel);
    if (pane?.channel) await load(pane.channel);
    if (thread) await load(pane.channel, thread.ts);
    if (pane?.channel && conversation(pane.channel).loaded && pane.list.stuck) markRead(pane.channel);
  } catch {
    // The line is down again; the next time it is up tries anew.
  }
}

function lineIsDown() {
  if (lineUp) announce(t('lineDown'));
  lineUp = false;
  drawBanner();
}

function drawBanner() {
  const away = known.app && !known.connected;
  const words = !lineUp ? t('lineDown') : away ? t('appAway', { name: known.app.name }) : '';
  banner.hidden = !words;
  banner.classList.toggle('down', !lineUp);
  banner.textContent = words;
}

start();
