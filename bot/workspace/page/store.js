// What the page knows: the team, its people and channels, and the messages
// read so far. Messages are never changed in place: a new one replaces the
// old, so that a drawing can tell by identity that nothing changed.
import { get } from './api.js';

export const known = {
  team: { name: '' }, me: null, app: null, users: new Map(), channels: new Map(),
  commands: [], shortcuts: [], connected: true,
};

const listeners = new Map();

// on calls fn for every change of a kind: messages, channels, users, app,
// clock, home.
export function on(kind, fn) {
  if (!listeners.has(kind)) listeners.set(kind, new Set());
  listeners.get(kind).add(fn);
  return () => listeners.get(kind).delete(fn);
}

export function tell(kind, detail) {
  for (const fn of [...(listeners.get(kind) ?? [])]) fn(detail);
}

// takeBoot stores the answer of /client/boot.
export function takeBoot(boot) {
  Object.assign(known, {
    team: boot.team, me: boot.me, app: boot.app ?? null, commands: boot.commands ?? [],
    shortcuts: boot.shortcuts ?? [], connected: boot.connected !== false,
    seq: boot.seq, clockOffset: boot.clock === false ? null : boot.clock_offset_ms ?? null,
  });
  known.users = new Map((boot.users ?? []).map((u) => [u.id, u]));
  known.channels = new Map((boot.channels ?? []).map((c) => [c.id, c]));
}

export function user(id) {
  return known.users.get(id);
}

// userName is what a person is called, or the id of one unknown.
export function userName(id) {
  const u = user(id);
  if (!u) return id;
  return (u.display_name !== u.name && u.display_name) || u.real_name || u.name;
}

// channelName is "#floor", or the partner's name of a direct message.
export function channelName(channel) {
  if (!channel) return '';
  if (channel.is_im) return userName(channel.user);
  if (channel.is_mpim) return (channel.members ?? []).filter((id) => id !== known.me.id).map(userName).join(', ') || channel.name;
  return `#${channel.name}`;
}

export function isAppUser(id) {
  return Boolean(id) && known.app?.bot_user_id === id;
}

// inChannel says whether the person may write there.
export function inChannel(channel) {
  return channel.is_im || channel.is_member || (channel.members ?? []).includes(known.me.id);
}

// Messages by conversation. A thread is a conversation of its own.

const conversations = new Map();

function key(channel, thread) {
  return thread ? `${channel}/${thread}` : channel;
}

// conversation is {list, more, loaded}, list sorted by ts.
export function conversation(channel, thread) {
  const k = key(channel, thread);
  if (!conversations.has(k)) conversations.set(k, { channel, thread, list: [], more: true, loaded: false });
  return conversations.get(k);
}

// load reads the newest messages, or the ones before the oldest known.
export async function load(channel, thread, older = false) {
  const c = conversation(channel, thread);
  const answer = await get('messages', { channel, thread_ts: thread, before: older ? c.list[0]?.ts : undefined, limit: 60 });
  const kept = older ? c.list : c.list.filter((m) => m.local);
  c.pins = answer.pins ?? c.pins;
  c.list = merge(kept, (answer.messages ?? []).filter((m) => belongs(m, thread)));
  if (older || !c.loaded) c.more = Boolean(answer.has_more);
  c.loaded = true;
  tell('messages', { channel, thread, older });
}

// forget drops what was read, after a break in the line.
export function forget() {
  for (const c of conversations.values()) c.loaded = false;
}

function merge(a, b) {
  const byTs = new Map([...a, ...b].map((m) => [m.ts, m]));
  return [...byTs.values()].sort((x, y) => (x.ts < y.ts ? -1 : 1));
}

// belongs says whether a message stands in a channel's own list (replies do
// not, unless sent to the channel too) or in a thread.
function belongs(m, thread) {
  if (thread) return m.thread_ts === thread || m.ts === thread;
  return !m.thread_ts || m.thread_ts === m.ts || m.subtype === 'thread_broadcast';
}

// put takes a new or changed message into every list it stands in. A changed
// one (quiet) that was never read is left out.
export function put(channel, message) {
  for (const c of conversations.values()) {
    if (c.channel !== channel || !c.loaded || !belongs(message, c.thread)) continue;
    if (message.quiet && !c.list.some((m) => m.ts === message.ts)) continue;
    c.list = merge(c.list, [message]);
    tell('messages', { channel, thread: c.thread, message });
  }
}

// noteReply counts a reply at its thread's head, unless the head says it
// already.
export function noteReply(channel, reply) {
  if (!reply.thread_ts || reply.thread_ts === reply.ts || reply.ephemeral) return;
  const head = conversation(channel).list.find((m) => m.ts === reply.thread_ts);
  if (!head || (head.latest_reply ?? '') >= reply.ts) return;
  put(channel, {
    ...head,
    reply_count: (head.reply_count ?? 0) + 1,
    latest_reply: reply.ts,
    reply_users: [...new Set([...(head.reply_users ?? []), reply.user].filter(Boolean))],
  });
}

export function drop(channel, ts) {
  for (const c of conversations.values()) {
    if (c.channel !== channel || !c.list.some((m) => m.ts === ts)) continue;
    c.list = c.list.filter((m) => m.ts !== ts);
    tell('messages', { channel, thread: c.thread });
  }
}

// people are those one can write to, by name.
export function people({ bots = false } = {}) {
  return [...known.users.values()]
    .filter((u) => !u.deleted && (bots || !u.is_bot))
    .sort((a, b) => userName(a.id).localeCompare(userName(b.id)));
}

export function setChannel(channel) {
  known.channels.set(channel.id, { ...known.channels.get(channel.id), ...channel });
  tell('channels');
}
