// The picker: one list to choose from, for every kind of select. A button
// shows what is chosen; it opens a list with a search field where the list is
// long. Works by arrow keys, Enter, Escape and by typing.
import { composing, h, icon, uid } from './dom.js';
import { openPopup } from './popup.js';
import { t } from './strings.js';

const SEARCH_FROM = 8;

// picker makes the control. options:
//   items()        the list: [{key, label, hint, group}]; or
//   find(query)    the same, asked of the app, with min letters typed first
//   chosen         keys chosen at first; more than one only if multi
//   lookup(key)    an item for a key that is not in the list
//   changed(items) called with the items chosen, once a choice is made
//   attrs          attributes of the button; label, placeholder, max, clearable
export function picker(options) {
  const { multi = false, max = Infinity, changed } = options;
  let chosen = options.chosen ?? [];
  let popup = null;

  const text = h('span.picker-text');
  const button = h('button.picker-button', {
    type: 'button', 'aria-haspopup': 'listbox', 'aria-expanded': 'false', onclick: () => toggle(), ...options.attrs,
  }, text, icon('down'));
  const chips = h('span.chips');
  const clear = h('button.quiet.picker-clear', {
    type: 'button', 'aria-label': t('clear'), onclick: () => { choose([]); button.focus(); },
  }, icon('close'));
  const node = h('span.picker', { class: multi ? 'multi' : '' }, multi ? chips : null, button, clear);

  button.addEventListener('keydown', (event) => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      toggle();
    }
  });

  function show() {
    text.textContent = !multi && chosen[0] ? chosen[0].label : options.placeholder ?? t('choose');
    text.classList.toggle('placeholder', multi || !chosen.length);
    clear.hidden = multi || !options.clearable || !chosen.length;
    if (options.label) {
      button.setAttribute('aria-label', [options.label, ...chosen.map((i) => i.label)].join(': '));
    }
    chips.replaceChildren(...chosen.map((item) => h('span.chip', null, item.label, h('button.quiet', {
      type: 'button', 'aria-label': t('remove', { name: item.label }),
      onclick: () => { choose(chosen.filter((i) => i.key !== item.key)); button.focus(); },
    }, icon('close')))));
  }

  function choose(items) {
    chosen = items;
    show();
    changed(items);
  }

  function toggle() {
    if (popup) {
      popup.close();
      return;
    }
    const start = chosen.map((i) => i.key).join();
    const list = openList({
      ...options, multi,
      isChosen: (item) => chosen.some((i) => i.key === item.key),
      pick(item) {
        if (!multi) {
          chosen = [item];
          popup.close();
          return;
        }
        const has = chosen.some((i) => i.key === item.key);
        if (!has && chosen.length >= max) return;
        chosen = has ? chosen.filter((i) => i.key !== item.key) : [...chosen, item];
        show();
        popup.place();
      },
    });
    popup = openPopup(button, list.node, {
      matchWidth: true,
      closed() {
        popup = null;
        show();
        if (chosen.map((i) => i.key).join() !== start) changed(chosen);
      },
    });
    list.opened(popup);
  }

  show();
  return { node, button };
}

// openList is the popup's inside.
function openList(options) {
  const { items, find, min = 0, multi, isChosen, pick } = options;
  const id = uid('list');
  const all = items?.() ?? [];
  const searchable = Boolean(find) || all.length > SEARCH_FROM;
  const box = h('div.picker-options', {
    role: 'listbox', id, tabindex: searchable ? -1 : 0, 'aria-multiselectable': multi || null, 'aria-label': options.label ?? t('choose'),
  });
  const search = searchable ? h('input.picker-search', {
    type: 'text', role: 'combobox', 'aria-controls': id, 'aria-expanded': 'true', 'aria-autocomplete': 'list',
    placeholder: t('search'), 'aria-label': t('search'), autocomplete: 'off',
  }) : null;
  const keeper = search ?? box;
  const node = h('div.picker-list', null, search, box);
  let rows = [];
  let shown = [];
  let active = -1;
  let popup;
  let asked = 0;

  function note(words) {
    rows = [];
    shown = [];
    box.replaceChildren(h('div.picker-note', { role: 'presentation' }, words));
  }

  function fill(list) {
    shown = list;
    if (!list.length) {
      note(t('nothingFound'));
      return;
    }
    let group;
    rows = [];
    const kids = [];
    list.forEach((item) => {
      if (item.group && item.group !== group) kids.push(h('div.menu-heading', { role: 'presentation' }, item.group));
      group = item.group;
      const row = h('div.option', {
        role: 'option', id: uid('option'), 'aria-selected': String(isChosen(item)), 'data-value': item.key,
        onpointermove: () => activate(rows.indexOf(row), false),
        onclick: () => take(rows.indexOf(row)),
      }, h('span.menu-label', null, item.label, item.hint ? h('span.menu-hint', null, item.hint) : null), icon('check'));
      rows.push(row);
      kids.push(row);
    });
    box.replaceChildren(...kids);
    activate(Math.max(0, search?.value ? 0 : list.findIndex(isChosen)));
  }

  function activate(at, scroll = true) {
    rows[active]?.classList.remove('active');
    active = at;
    const row = rows[at];
    if (!row) return;
    row.classList.add('active');
    keeper.setAttribute('aria-activedescendant', row.id);
    // Not scrollIntoView: it would move what is around the list as well.
    if (scroll && row.offsetTop < box.scrollTop) box.scrollTop = row.offsetTop;
    else if (scroll) box.scrollTop = Math.max(box.scrollTop, row.offsetTop + row.offsetHeight - box.clientHeight);
  }

  function take(at) {
    if (!shown[at]) return;
    pick(shown[at]);
    shown.forEach((item, i) => rows[i]?.setAttribute('aria-selected', String(isChosen(item))));
  }

  async function look() {
    const query = search?.value.trim() ?? '';
    if (!find) {
      const low = query.toLowerCase();
      fill(low ? all.filter((i) => `${i.label} ${i.hint ?? ''} ${i.also ?? ''}`.toLowerCase().includes(low)) : all);
      return;
    }
    asked += 1;
    const mine = asked;
    if ([...query].length < min) {
      note(t('typeMore', { n: min }));
      return;
    }
    note(t('loading'));
    await new Promise((done) => { setTimeout(done, 200); });
    if (mine !== asked) return;
    const found = await find(query);
    if (mine !== asked || !node.isConnected) return;
    fill(found);
    popup?.place();
  }

  search?.addEventListener('input', () => look().then(() => popup?.place()));
  node.addEventListener('keydown', (event) => {
    if (composing(event)) return;
    const go = { ArrowDown: active + 1, ArrowUp: active - 1, PageDown: active + 8, PageUp: active - 8 }[event.key];
    if (go !== undefined) {
      event.preventDefault();
      activate(Math.min(rows.length - 1, Math.max(0, go)));
    } else if (event.key === 'Enter' || (event.key === ' ' && !search)) {
      event.preventDefault();
      event.stopPropagation();
      take(active);
    } else if (event.key === 'Tab') {
      popup.close();
    } else if (!search && event.key.length === 1) {
      const at = shown.findIndex((i) => i.label.toLowerCase().startsWith(event.key.toLowerCase()));
      if (at >= 0) activate(at);
    }
  });

  return {
    node,
    opened(p) {
      popup = p;
      look();
      popup.place();
      keeper.focus();
    },
  };
}
