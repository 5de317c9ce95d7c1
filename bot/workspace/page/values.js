// What the elements of a form hold, in the shape of Slack's state.values:
// {block_id: {action_id: {type, value | selected_…}}}.

// The field of the value object that holds an element's value, and where its
// first value comes from.
const SHAPES = {
  plain_text_input: ['value', (e) => e.initial_value ?? null],
  number_input: ['value', (e) => e.initial_value ?? null],
  email_text_input: ['value', (e) => e.initial_value ?? null],
  url_text_input: ['value', (e) => e.initial_value ?? null],
  rich_text_input: ['rich_text_value', (e) => e.initial_value ?? null],
  file_input: ['files', () => []],
  static_select: ['selected_option', (e) => e.initial_option ?? null],
  external_select: ['selected_option', (e) => e.initial_option ?? null],
  users_select: ['selected_user', (e) => e.initial_user ?? null],
  channels_select: ['selected_channel', (e) => e.initial_channel ?? null],
  conversations_select: ['selected_conversation', (e, place) => e.initial_conversation ?? (e.default_to_current_conversation ? place?.current ?? null : null)],
  multi_static_select: ['selected_options', (e) => e.initial_options ?? []],
  multi_external_select: ['selected_options', (e) => e.initial_options ?? []],
  multi_users_select: ['selected_users', (e) => e.initial_users ?? []],
  multi_channels_select: ['selected_channels', (e) => e.initial_channels ?? []],
  multi_conversations_select: ['selected_conversations', (e) => e.initial_conversations ?? []],
  radio_buttons: ['selected_option', (e) => e.initial_option ?? null],
  checkboxes: ['selected_options', (e) => e.initial_options ?? []],
  datepicker: ['selected_date', (e) => e.initial_date ?? null],
  timepicker: ['selected_time', (e) => e.initial_time ?? null],
  datetimepicker: ['selected_date_time', (e) => e.initial_date_time ?? null],
};

// field is the name of the value field, undefined for buttons and menus that
// hold nothing.
export function field(type) {
  return SHAPES[type]?.[0];
}

// elementsOf lists a block's elements.
export function elementsOf(block) {
  if (block.type === 'input') return [block.element];
  if (block.type === 'actions') return block.elements ?? [];
  if (block.type === 'section' && block.accessory) return [block.accessory];
  return [];
}

// A Values keeps what was typed and chosen by block_id and action_id, so that
// an updated view finds it again.
export class Values {
  #held = new Map();

  // of is an element's value now: what was entered, else what it came with.
  of(block, element, place) {
    const k = JSON.stringify([block.block_id, element.action_id]);
    const held = this.#held.get(k);
    if (held && held.type === element.type) return held.value;
    const value = SHAPES[element.type][1](element, place);
    this.#held.set(k, { type: element.type, value });
    return value;
  }

  set(block, element, value) {
    this.#held.set(JSON.stringify([block.block_id, element.action_id]), { type: element.type, value });
  }

  // state is state.values for the blocks that stand there now.
  state(blocks, place) {
    const out = {};
    for (const block of blocks ?? []) {
      for (const element of elementsOf(block)) {
        if (!field(element?.type)) continue;
        out[block.block_id] ??= {};
        out[block.block_id][element.action_id] = { type: element.type, [field(element.type)]: this.of(block, element, place) };
      }
    }
    return out;
  }
}

// problem says what is wrong with an input block's value before it is sent:
// [key of strings.js, variables], or nothing.
export function problem(block, value) {
  const e = block.element;
  const empty = value === null || value === undefined || value === '' || (Array.isArray(value) && !value.length);
  if (empty) return block.optional ? undefined : ['required'];
  const length = typeof value === 'string' ? [...value].length : 0;
  if (e.min_length && length < e.min_length) return ['tooShort', { n: e.min_length }];
  if (e.type === 'plain_text_input' && length > (e.max_length ?? 3000)) return ['tooLong', { n: e.max_length ?? 3000 }];
  if (e.type === 'number_input') {
    if (!/^[+-]?(\d+\.?\d*|\.\d+)$/.test(value.trim())) return ['notNumber'];
    if (!e.is_decimal_allowed && !/^[+-]?\d+$/.test(value.trim())) return ['notWhole'];
    if (e.min_value !== undefined && Number(value) < Number(e.min_value)) return ['tooSmall', { n: e.min_value }];
    if (e.max_value !== undefined && Number(value) > Number(e.max_value)) return ['tooBig', { n: e.max_value }];
  }
  if (e.type === 'email_text_input' && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value)) return ['notEmail'];
  if (e.type === 'url_text_input' && !/^https?:\/\/\S+$/i.test(value)) return ['notURL'];
  return undefined;
}
