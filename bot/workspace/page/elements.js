// Block Kit's interactive elements: buttons, menus, pickers and fields.
//
// drawElement(element, env) makes one. env is {place, block, input, ids}:
// place is where it stands (see places in message.js and viewbody.js:
// {values, act(block, element, fields), current, context}), input says that it
// is the element of an input block, which tells the app only if that block
// asks for it (dispatch_action).
import { composing, h, icon, uid } from './dom.js';
import { confirm, refused } from './dialog.js';
import { fileURL, own, post } from './api.js';
import { openMenu } from './popup.js';
import { picker } from './picker.js';
import { textObject, textOf } from './rich.js';
import { safe } from './mrkdwn.js';
import { channelName, known, people, userName } from './store.js';
import { t } from './strings.js';
import { field } from './values.js';
import { openLink } from './permalink.js';

export function drawElement(element, env) {
  const draw = DRAWERS[element?.type];
  return draw ? draw(element, env) : h('span.unknown', null, t('unknownBlock', { type: element?.type ?? '?' }));
}

// enter keeps a new value, and tells the app where it wants to be told.
function enter(element, env, value) {
  env.place.values.set(env.block, element, value);
  env.entered?.();
  if (!env.input || env.block.dispatch_action) return act(element, env, { [field(element.type)]: value });
  return undefined;
}

// act asks for confirmation where the element wants it, then tells the app.
async function act(element, env, fields) {
  if (element.confirm && !await confirm(element.confirm)) return false;
  await env.place.act(env.block, element, fields);
  return true;
}

function attrs(element, env) {
  return {
    'data-action-id': element.action_id, 'data-block-id': env.block.block_id, id: env.ids?.field,
    'aria-labelledby': env.ids ? env.ids.label : null, 'aria-describedby': env.ids?.describedby,
    'data-focus-first': element.focus_on_load || null,
  };
}

function placeholder(element) {
  return textOf(element.placeholder) || undefined;
}

// Buttons

function button(element, env) {
  const node = h('button.block-button', {
    type: 'button', class: element.style ?? '', 'aria-label': element.accessibility_label, ...attrs(element, env), 'data-value': element.value,
    onclick: () => {
      if (node.getAttribute('aria-busy')) return;
      busy(node, async () => {
        const went = await act(element, env, { value: element.value });
        if (went && element.url) openLink(element.url);
      });
    },
  }, textObject(element.text), element.url && safe(element.url) ? h('span.outward', { 'aria-hidden': 'true' }, ' ↗') : null);
  return node;
}

// busy marks a control while its act is under way, so that it is not pressed
// twice.
async function busy(node, work) {
  node.setAttribute('aria-busy', 'true');
  try {
    await work();
  } finally {
    node.removeAttribute('aria-busy');
  }
}

function overflow(element, env) {
  const node = h('button.block-button.overflow', {
    type: 'button', 'aria-haspopup': 'menu', 'aria-expanded': 'false', 'aria-label': t('overflow'), ...attrs(element, env),
    onclick: () => openMenu(node, element.options.map((option) => ({
      label: textOf(option.text), hint: textOf(option.description), value: option.value,
      run: () => busy(node, async () => {
        const went = await act(element, env, { selected_option: option });
        if (went && option.url) openLink(option.url);
      }),
    })), { label: t('overflow') }),
  }, icon('more'));
  return node;
}

// Menus to choose from

function optionItems(options, group) {
  return (options ?? []).map((o) => ({ key: o.value, label: textOf(o.text), hint: textOf(o.description), group, raw: o }));
}

function grouped(source) {
  if (source.option_groups) return source.option_groups.flatMap((g) => optionItems(g.options, textOf(g.label)));
  return optionItems(source.options);
}

function personItem(id) {
  const u = known.users.get(id);
  return { key: id, label: userName(id), hint: u?.real_name && u.real_name !== userName(id) ? u.real_name : '', also: u?.name, raw: id };
}

function channelItem(id) {
  return { key: id, label: channelName(known.channels.get(id)) || id, raw: id };
}

function channels(keep) {
  return [...known.channels.values()].filter((c) => !c.is_archived && keep(c)).map((c) => channelItem(c.id));
}

function kindOf(c) {
  if (c.is_im) return 'im';
  if (c.is_mpim) return 'mpim';
  return c.is_private ? 'private' : 'public';
}

function conversationsFor(filter = {}) {
  return channels((c) => (!filter.include || filter.include.includes(kindOf(c)))
    && !(filter.exclude_bot_users && c.is_im && known.users.get(c.user)?.is_bot));
}

// SOURCES says for each kind of select where its list comes from and how a
// value becomes an item of it.
const SOURCES = {
  static: (e) => ({ items: () => grouped(e), item: (o) => optionItems([o])[0] }),
  external: (e, env) => ({
    min: e.min_query_length ?? 3,
    item: (o) => optionItems([o])[0],
    async find(value) {
      try {
        return grouped(await post('suggest', { ...env.place.context, block_id: env.block.block_id, action_id: e.action_id, value }));
      } catch (error) {
        refused(error);
        return [];
      }
    },
  }),
  users: () => ({ items: () => people().map((u) => personItem(u.id)), item: personItem, placeholder: t('choosePerson') }),
  channels: () => ({ items: () => channels((c) => kindOf(c) === 'public'), item: channelItem, placeholder: t('chooseChannel') }),
  conversations: (e) => ({ items: () => conversationsFor(e.filter), item: channelItem, placeholder: t('chooseChannel') }),
};

function select(element, env) {
  const multi = element.type.startsWith('multi_');
  const kind = element.type.replace('multi_', '').replace('_select', '');
  const { item, ...source } = SOURCES[kind](element, env);
  const value = env.place.values.of(env.block, element, env.place);
  const first = (multi ? value : [value]).filter(Boolean).map(item);
  const words = placeholder(element) ?? source.placeholder ?? t('choose');
  const made = picker({
    ...source, multi, chosen: first, max: element.max_selected_items, placeholder: words,
    label: env.ids ? env.ids.text : words,
    clearable: env.input && env.block.optional,
    attrs: { ...attrs(element, env), 'aria-labelledby': null },
    async changed(items) {
      const before = env.place.values.of(env.block, element, env.place);
      const now = multi ? items.map((i) => i.raw) : items[0]?.raw ?? null;
      if (JSON.stringify(before) !== JSON.stringify(now)) await enter(element, env, now);
    },
  });
  return made.node;
}

// Choices that stand in the open

function choices(element, env) {
  const one = element.type === 'radio_buttons';
  const name = uid('choice');
  const value = env.place.values.of(env.block, element, env.place);
  const chosen = new Set((one ? [value] : value).filter(Boolean).map((o) => o.value));
  const rows = element.options.map((option) => {
    const id = uid('choice');
    const input = h('input', {
      type: one ? 'radio' : 'checkbox', name, id, checked: chosen.has(option.value), 'data-value': option.value,
      onchange: () => {
        const picked = element.options.filter((_, i) => rows[i].querySelector('input').checked);
        enter(element, env, one ? picked[0] ?? null : picked);
      },
    });
    return h('label.choice', { for: id }, input, h('span', null, textObject(option.text),
      option.description ? h('span.choice-hint', null, textObject(option.description)) : null));
  });
  return h('div.choices', { role: one ? 'radiogroup' : 'group', ...attrs(element, env) }, rows);
}

// Dates and times

function moment(element, env, type, toField, fromField) {
  const value = env.place.values.of(env.block, element, env.place);
  let timer;
  return h('input.field.moment', {
    type, value: toField(value) ?? '', 'aria-label': env.ids ? null : placeholder(element) ?? t('choose'), ...attrs(element, env),
    onchange: (event) => {
      const now = fromField(event.target.value);
      env.place.values.set(env.block, element, now);
      // A date is entered part by part; the app hears of the whole.
      clearTimeout(timer);
      timer = setTimeout(() => enter(element, env, now), env.input && !env.block.dispatch_action ? 0 : 500);
    },
  });
}

const sameText = [(v) => v, (v) => v || null];
const pad = (n) => String(n).padStart(2, '0');

function localMinute(seconds) {
  if (!seconds) return '';
  const d = new Date(seconds * 1000);
  return `${d.getFullYear()}-${pad(d.getMonth() + 1)}-${pad(d.getDate())}T${pad(d.getHours())}:${pad(d.getMinutes())}`;
}

// Fields to type in

function textField(element, env) {
  const rich = element.type === 'rich_text_input';
  const multiline = element.multiline || rich;
  const max = element.type === 'plain_text_input' ? element.max_length ?? 3000 : undefined;
  const held = env.place.values.of(env.block, element, env.place);
  const kinds = { number_input: 'decimal', email_text_input: 'email', url_text_input: 'url' };
  const onEnter = !element.dispatch_action_config?.trigger_actions_on
    || element.dispatch_action_config.trigger_actions_on.includes('on_enter_pressed');
  const onLetter = element.dispatch_action_config?.trigger_actions_on?.includes('on_character_entered');
  const dispatch = env.input && env.block.dispatch_action;
  const count = h('span.field-count', { 'aria-live': 'polite' });
  let timer;
  const value = () => (rich ? asRich(input.value) : input.value || null);
  const keep = () => {
    env.place.values.set(env.block, element, value());
    env.entered?.();
    const left = max - [...input.value].length;
    count.textContent = max && (left < 0 || left < Math.min(200, max / 5)) ? t('left', { n: left }) : '';
    if (multiline) grow(input);
  };
  const input = h(multiline ? 'textarea.field' : 'input.field', {
    type: multiline ? null : 'text', rows: multiline ? 4 : null, inputmode: kinds[element.type],
    placeholder: placeholder(element), value: rich ? richWords(held) : held ?? '', autocomplete: 'off',
    maxlength: max ? max * 2 : null, 'aria-required': env.input && !env.block.optional ? 'true' : null, ...attrs(element, env),
    oninput: (event) => {
      keep();
      if (!dispatch || !onLetter || composing(event)) return;
      clearTimeout(timer);
      timer = setTimeout(() => act(element, env, { value: input.value }), 300);
    },
    onkeydown: (event) => {
      if (event.key !== 'Enter' || composing(event) || event.ctrlKey || event.metaKey || event.shiftKey) return;
      if (!dispatch || !onEnter || multiline) return;
      // Enter means "look it up" here, not "send the form".
      event.preventDefault();
      event.stopPropagation();
      act(element, env, { value: input.value });
    },
  });
  if (multiline) requestAnimationFrame(() => grow(input));
  return h('span.field-holder', null, input, count);
}

function grow(area) {
  area.style.height = 'auto';
  area.style.height = `${Math.min(area.scrollHeight + 2, 320)}px`;
}

function asRich(words) {
  if (!words) return null;
  return { type: 'rich_text', elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: words }] }] };
}

function richWords(block) {
  return (block?.elements ?? []).map((part) => (part.elements ?? []).map((e) => e.text ?? '').join('')).join('\n');
}

function imageElement(element) {
  return picture(element, 'thumb');
}

// picture draws an image by address or by file; where it can't be had, its
// alt text stands in.
export function picture(object, className) {
  const node = h('img', { class: className, alt: object.alt_text ?? '', src: pictureURL(object), loading: 'lazy' });
  node.addEventListener('error', () => {
    node.replaceWith(h('span.no-image', { role: 'img', 'aria-label': object.alt_text ?? '' }, object.alt_text || t('noImage')));
  });
  return node;
}

function pictureURL(object) {
  const url = own(object.slack_file?.url ?? object.image_url ?? '');
  const id = object.slack_file?.id ?? /^\/files\/(\w+)\//.exec(url)?.[1];
  return id ? fileURL(id) : url;
}

const DRAWERS = {
  button, overflow, image: imageElement, workflow_button: button,
  static_select: select, external_select: select, users_select: select, channels_select: select, conversations_select: select,
  multi_static_select: select, multi_external_select: select, multi_users_select: select, multi_channels_select: select, multi_conversations_select: select,
  radio_buttons: choices, checkboxes: choices,
  datepicker: (e, env) => moment(e, env, 'date', ...sameText),
  timepicker: (e, env) => moment(e, env, 'time', ...sameText),
  datetimepicker: (e, env) => moment(e, env, 'datetime-local', localMinute, (v) => (v ? Math.floor(new Date(v).getTime() / 1000) : null)),
  plain_text_input: textField, number_input: textField, email_text_input: textField, url_text_input: textField, rich_text_input: textField,
  file_input: () => h('span.unknown', null, t('noUpload')),
};
