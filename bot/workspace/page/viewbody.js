// The blocks of a view (a form, or the Home), kept in step with the app's
// updates: what stays the same is not drawn anew, and what was typed stays
// where block_id and action_id stay.
import { h, sync } from './dom.js';
import { drawBlock } from './blocks.js';
import { place } from './place.js';
import { t } from './strings.js';
import { problem } from './values.js';

export class ViewBody {
  // current is the channel that the person looks at, for elements that start
  // with it.
  constructor(current) {
    this.node = h('div.view-blocks');
    this.view = null;
    this.drawn = [];
    this.place = place({ context: {}, blocks: () => this.drawn.map((d) => d.block), current });
  }

  update(view) {
    this.view = view;
    this.place.context = { view_id: view.id };
    const focus = focusIn(this.node);
    const before = [...this.drawn];
    this.drawn = (view.blocks ?? []).map((block, i) => {
      const named = { ...block, block_id: block.block_id ?? `block-${i}` };
      const json = JSON.stringify(named);
      const at = before.findIndex((d) => d.json === json);
      if (at >= 0) return before.splice(at, 1)[0];
      return { json, block: named, node: drawBlock(named, this.place) };
    });
    sync(this.node, this.drawn.map((d) => d.node));
    focus();
  }

  state() {
    return this.place.state();
  }

  // problems are what the page itself finds wrong, by block_id.
  problems() {
    const found = {};
    for (const { block } of this.drawn) {
      if (block.type !== 'input') continue;
      const wrong = problem(block, this.place.values.of(block, block.element, this.place));
      if (wrong) found[block.block_id] = t(...wrong);
    }
    return found;
  }

  // showErrors writes errors under their fields and goes to the first. An
  // error for a block that is not there is returned, to be said elsewhere.
  showErrors(errors) {
    let first = null;
    const left = { ...errors };
    for (const { block, node } of this.drawn) {
      if (!node.showError) continue;
      node.showError(errors[block.block_id]);
      if (errors[block.block_id]) first ??= node;
      delete left[block.block_id];
    }
    first?.querySelector('input, textarea, button')?.focus();
    first?.scrollIntoView({ block: 'nearest' });
    return Object.values(left);
  }

  focusFirst() {
    const field = this.node.querySelector('[data-focus-first]')
      ?? this.node.querySelector('input:not([type=hidden]), textarea, .picker-button');
    (field?.matches('.choices') ? field.querySelector('input') : field)?.focus();
    return Boolean(field);
  }
}

// focusIn remembers which element has the focus, and gives it back after the
// element was drawn anew.
function focusIn(root) {
  const was = document.activeElement;
  if (!root.contains(was)) return () => {};
  const actionId = was.dataset.actionId;
  const range = typeof was.selectionStart === 'number' ? [was.selectionStart, was.selectionEnd] : null;
  return () => {
    if (root.contains(document.activeElement) || !actionId) return;
    const now = root.querySelector(`[data-action-id="${CSS.escape(actionId)}"]`);
    now?.focus();
    if (range && now?.setSelectionRange) now.setSelectionRange(...range);
  };
}
