// The box one writes in, of a conversation or of a thread.
import { post } from './api.js';
import { completionFor, usage } from './completion.js';
import { composing, fill, h, icon } from './dom.js';
import { refused } from './dialog.js';
import { channelName, inChannel, known, on, put } from './store.js';
import { errorText, t } from './strings.js';
import { tsNow } from './time.js';

const drafts = new Map();

// The files that wait to be sent with a draft.
const attached = new Map();

// maxFiles is how many bytes of files one message takes here.
const maxFiles = 10e6;

// composer makes the box. sent is called when something is sent, editLast for
// the up arrow in an empty one.
export function composer({ channel, thread, sent, editLast }) {
  const key = thread ? `${channel.id}/${thread}` : channel.id;
  const area = h('textarea.composer-text', {
    rows: 1, 'data-test': thread ? 'thread-composer' : 'composer', 'aria-describedby': thread ? null : 'composer-keys',
    'aria-haspopup': 'listbox', value: drafts.get(key) ?? '', autocomplete: 'off', enterkeyhint: 'send',
  });
  const hint = h('div.usage-hint', { hidden: true, 'data-test': 'usage' });
  const send = h('button.send', { type: 'button', 'data-test': thread ? 'thread-send' : 'send', onclick: () => go() }, icon('send'));
  const chooser = h('input', { type: 'file', multiple: true, hidden: true, 'data-test': thread ? 'thread-files' : 'files', onchange: chosen });
  const attach = h('button.attach', { type: 'button', onclick: () => chooser.click() }, icon('clip'));
  const waiting = h('div.attached', { hidden: true });
  const box = h('div.composer-box', null, attach, area, send);
  const keys = thread ? null : h('div.composer-keys', { id: 'composer-keys' }, t('keys'));
  const closed = h('div.composer-closed');
  const node = h('div.composer', null, hint, waiting, box, chooser, keys, closed);
  const list = completionFor(area, node, { commands: !thread });

  function label() {
    const now = known.channels.get(channel.id) ?? channel;
    const name = channelName(now);
    const words = thread ? t('writeReply') : t('writeTo', { name });
    area.placeholder = words;
    area.setAttribute('aria-label', words);
    send.setAttribute('aria-label', t('send'));
    send.title = t('send');
    attach.setAttribute('aria-label', t('attach'));
    attach.title = t('attach');
    showFiles();
    if (keys) keys.textContent = t('keys');
    const open = inChannel(now) && !now.is_archived;
    for (const part of [box, keys]) if (part) part.hidden = !open;
    closed.hidden = open;
    if (now.is_archived) fill(closed, t('archived'));
    else if (!open) {
      fill(closed, t('notMember', { name }), ' ',
        h('button.primary', { type: 'button', 'data-test': 'join', onclick: join }, t('join')));
    }
  }

  async function join() {
    try {
      const { channel: joined } = await post('join', { channel: channel.id });
      const now = known.channels.get(channel.id);
      known.channels.set(channel.id, { ...now, members: [...new Set([...(now.members ?? []), known.me.id])], ...joined });
      label();
    } catch (error) {
      refused(error);
    }
  }

  function changed() {
    drafts.set(key, area.value);
    area.style.height = 'auto';
    // A hidden box measures nothing.
    if (area.scrollHeight) area.style.height = `${Math.min(area.scrollHeight, 220)}px`;
    list.update();
    const command = thread ? undefined : usage(area.value);
    hint.hidden = !command;
    if (command) {
      fill(hint, h('strong', null, command.command), ' ', h('span.usage', null, command.usage_hint ?? ''),
        command.description ? ` — ${command.description}` : '');
    }
    send.disabled = !area.value.trim() && !files().length;
  }

  function files() {
    return attached.get(key) ?? [];
  }

  // chosen adds what was picked to what waits.
  function chosen() {
    const all = [...files(), ...chooser.files];
    chooser.value = '';
    if (all.reduce((sum, f) => sum + f.size, 0) > maxFiles) return refused({ code: 'file_upload_size_restricted' });
    attached.set(key, all);
    showFiles();
    area.focus();
  }

  function showFiles() {
    waiting.hidden = !files().length;
    fill(waiting, files().map((f) => h('span.chip', null, icon('file'), f.name,
      h('button.quiet', {
        type: 'button', 'aria-label': t('remove', { name: f.name }),
        onclick: () => {
          attached.set(key, files().filter((one) => one !== f));
          showFiles();
          area.focus();
        },
      }, icon('close')))));
    send.disabled = !area.value.trim() && !files().length;
  }

  async function go() {
    const text = area.value.trim();
    const sending = files();
    if (!text && !sending.length) return;
    area.value = '';
    attached.delete(key);
    showFiles();
    changed();
    list.hide();
    sent();
    try {
      await post('say', { channel: channel.id, text, thread_ts: thread, files: await Promise.all(sending.map(read)) });
    } catch (error) {
      if (!area.value) area.value = text;
      if (!files().length) attached.set(key, sending);
      showFiles();
      changed();
      list.hide();
      if (error.code === 'unknown_command') note(channel.id, t('unknownCommand', { command: text.split(/\s/)[0] }));
      else refused(error);
    }
  }

  area.addEventListener('input', changed);
  area.addEventListener('click', () => list.update());
  area.addEventListener('blur', () => list.hide());
  area.addEventListener('keydown', (event) => {
    if (composing(event)) return;
    if (list.key(event)) {
      event.preventDefault();
      event.stopPropagation();
    } else if (event.key === 'Enter' && !event.shiftKey && !event.altKey) {
      event.preventDefault();
      go();
    } else if (event.key === 'ArrowUp' && !area.value && editLast) {
      event.preventDefault();
      editLast();
    }
  });

  const off = on('channels', label);
  label();
  queueMicrotask(changed);
  return { node, area, focus: () => area.focus(), close: off, relabel: label };
}

// read is a file as a message carries it.
function read(file) {
  return new Promise((done, failed) => {
    const reader = new FileReader();
    reader.onload = () => done({ name: file.name, data: reader.result.slice(reader.result.indexOf(',') + 1) });
    reader.onerror = () => failed(reader.error);
    reader.readAsDataURL(file);
  });
}

// note shows a grey line that only this page has.
export function note(channel, text) {
  put(channel, { ts: tsNow(), text, local: true });
}

// commandFailed says what Slack says when the app did not answer a command.
export function commandFailed({ channel, command, error }) {
  note(channel, `${t('commandFailed', { command, error })} ${errorText(error)}`);
}
