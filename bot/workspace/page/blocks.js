// Block Kit's layout blocks as DOM nodes.
import { h, icon, uid } from './dom.js';
import { drawElement, picture } from './elements.js';
import { draw, richText, textObject, textOf } from './rich.js';
import { parseMarkdown } from './markdown.js';
import { t } from './strings.js';

// drawBlocks draws a message's blocks; place is where their buttons report.
export function drawBlocks(blocks, place) {
  return (blocks ?? []).map((block) => drawBlock(block, place));
}

export function drawBlock(block, place) {
  const make = DRAWERS[block.type];
  const node = make ? make(block, place) : h('p.unknown', null, t('unknownBlock', { type: block.type ?? '?' }));
  node.classList.add('block');
  node.dataset.blockId = block.block_id ?? '';
  node.dataset.blockType = block.type ?? '';
  return node;
}

function section(block, place) {
  const env = { block, place };
  return h('div.section', null,
    h('div.section-text', null,
      block.text ? h('div.text', null, textObject(block.text)) : null,
      block.fields?.length ? h('div.section-fields', null, block.fields.map((f) => h('div.text', null, textObject(f)))) : null),
    block.accessory ? h('div.section-accessory', null, drawElement(block.accessory, env)) : null);
}

function context(block) {
  return h('div.context', null, (block.elements ?? []).map((e) => (
    e.type === 'image' ? picture(e, 'context-image') : h('span.text', null, textObject(e)))));
}

function actions(block, place) {
  return h('div.actions', null, (block.elements ?? []).map((e) => drawElement(e, { block, place })));
}

function image(block) {
  const title = textOf(block.title);
  return h('figure.image', null,
    title ? h('figcaption', null, title) : null,
    picture(block, 'block-image'));
}

// alert says its level in a word, for those who see no colour.
function alert(block) {
  const level = block.level ?? 'default';
  const sign = { warning: 'alert', error: 'alert', success: 'check' }[level] ?? 'info';
  return h('div.alert', { class: `alert-${level}`, role: 'note' },
    icon(sign), h('span.unseen', null, `${t(`level${level}`)}: `), h('div.text', null, textObject(block.text)));
}

// table draws the first row as the head, as Slack does. It scrolls sideways
// by itself, so a wide one never widens the page.
function table(block) {
  const rows = block.rows ?? [];
  const settings = block.column_settings ?? [];
  const name = block.caption ?? t('table');
  const cell = (tag) => (c, i) => {
    const set = settings[i] ?? {};
    return h(tag, {
      scope: tag === 'th' ? 'col' : null,
      class: [`align-${set.align ?? 'left'}`, set.is_wrapped ? 'wrapped' : ''].join(' '),
    }, c?.type === 'rich_text' ? richText(c) : c?.text ?? '');
  };
  return h('div.table-scroll', { tabindex: 0, role: 'group', 'aria-label': name },
    h('table', null,
      block.caption ? h('caption', null, block.caption) : null,
      h('thead', null, h('tr', null, (rows[0] ?? []).map(cell('th')))),
      h('tbody', null, rows.slice(1).map((row) => h('tr', null, row.map(cell('td')))))));
}

// input draws label, element, hint and the place of the error. What the field
// is described by is named even while there is no error.
function input(block, place) {
  const ids = { field: uid('field'), label: uid('label'), hint: uid('hint'), error: uid('error'), text: textOf(block.label) };
  ids.describedby = [block.hint ? ids.hint : '', ids.error].filter(Boolean).join(' ');
  const error = h('p.field-error', { id: ids.error, role: 'alert', hidden: true });
  const env = { block, place, input: true, ids, entered: () => { error.hidden = true; node.classList.remove('wrong'); } };
  const node = h('div.input', null,
    h('label.input-label', { id: ids.label, for: ids.field }, textObject(block.label),
      block.optional ? h('span.optional', null, ` ${t('optional')}`) : null),
    drawElement(block.element, env),
    error,
    block.hint ? h('p.input-hint', { id: ids.hint }, textObject(block.hint)) : null);
  node.showError = (words) => {
    error.textContent = words ?? '';
    error.hidden = !words;
    node.classList.toggle('wrong', Boolean(words));
    const field = node.querySelector('.field, .picker-button, .choices');
    if (words) field?.setAttribute('aria-invalid', 'true');
    else field?.removeAttribute('aria-invalid');
  };
  return node;
}

function file(block) {
  return h('p.context', null, icon('file'), ` ${t('file')} ${block.external_id ?? ''}`);
}

const DRAWERS = {
  section, context, actions, image, alert, table, input, file,
  data_table: table,
  header: (b) => h('h2.header', null, textObject(b.text)),
  divider: () => h('hr.divider'),
  rich_text: (b) => h('div.rich.text', null, richText(b)),
  markdown: (b) => h('div.markdown.text', null, draw(parseMarkdown(b.text))),
  video: (b) => h('p.text', null, textOf(b.title)),
};
