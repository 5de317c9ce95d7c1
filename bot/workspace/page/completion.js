// The list over the composer: slash commands while a command is being typed,
// people after an @.
import { h, uid } from './dom.js';
import { known, people, tell, userName } from './store.js';
import { t } from './strings.js';

// suggestions reads what stands before the caret and returns {from, label,
// items: [{insert, title, hint, usage}]}, or null.
export function suggestions(text, caret, { commands }) {
  const before = text.slice(0, caret);
  if (commands && /^\/\S*$/.test(before)) {
    const start = before.toLowerCase();
    const byName = (a, b) => a.command.localeCompare(b.command);
    const items = [...known.commands].sort(byName).concat(workspaceCommands())
      .filter((c) => c.command.toLowerCase().startsWith(start))
      .map((c) => ({ insert: c.command, title: c.command, usage: c.usage_hint, hint: c.description }));
    if (start === '/') {
      items.push(...known.shortcuts.filter((s) => s.type === 'global').map((s) => ({
        insert: '', title: s.name, hint: s.description, run: () => tell('shortcut', s),
      })));
    }
    return items.length ? { from: 0, label: t('commandsLabel'), items } : null;
  }
  const at = /(^|[\s(（：:，,、])@([^\s@]{0,20})$/.exec(before);
  if (!at) return null;
  const asked = at[2].toLowerCase();
  const starts = (name = '') => [name, ...name.split(/\s+/)].some((word) => word.toLowerCase().startsWith(asked));
  const fits = (u) => [u.name, u.display_name, u.real_name].some(starts);
  const items = people({ bots: true }).filter(fits).slice(0, 8).map((u) => ({
    insert: `@${handle(u)}`, title: userName(u.id), usage: u.real_name && u.real_name !== userName(u.id) ? u.real_name : '', hint: `@${u.name}`,
  }));
  return items.length ? { from: caret - at[2].length - 1, label: t('peopleLabel'), items } : null;
}

// handle is what one types after the @: the shown name where it is nobody
// else's, else the handle.
function handle(u) {
  const shown = userName(u.id);
  const namesakes = [...known.users.values()].filter((o) => [o.name, userName(o.id)].some((n) => n.toLowerCase() === shown.toLowerCase()));
  return namesakes.every((o) => o.id === u.id) ? shown : u.name;
}

// usage is the hint of the command that the text begins with.
export function usage(text) {
  const m = /^(\/\S+)\s/.exec(text);
  return m ? [...known.commands, ...workspaceCommands()].find((c) => c.command === m[1].toLowerCase()) : undefined;
}

// workspaceCommands are the workspace's own, which no app needs to answer.
function workspaceCommands() {
  return [['invite', '@…'], ['remove', '@…'], ['join', '#…'], ['leave', ''], ['topic', '…']].map(([name, hint]) => ({
    command: `/${name}`, usage_hint: hint, description: t(`cmd_${name}`),
  }));
}

// completionFor puts the list over a text field. It returns {update, key}:
// update after each change; key gets key presses first, and says whether it
// used one.
export function completionFor(area, holder, options) {
  const id = uid('completion');
  const box = h('div.completion', { role: 'listbox', id, hidden: true, 'data-test': 'completion' });
  holder.prepend(box);
  area.setAttribute('aria-controls', id);
  area.setAttribute('aria-autocomplete', 'list');
  let found = null;
  let active = 0;
  let dismissed = '';

  function update() {
    found = suggestions(area.value, area.selectionStart, options);
    if (found && dismissed === area.value) found = null;
    if (!found) dismissed = dismissed === area.value ? dismissed : '';
    active = 0;
    draw();
  }

  function draw() {
    box.hidden = !found;
    if (!found) {
      area.removeAttribute('aria-activedescendant');
      return;
    }
    box.setAttribute('aria-label', found.label);
    box.replaceChildren(h('div.menu-heading', { role: 'presentation' }, found.label), ...found.items.map((item, i) => h('div.option', {
      role: 'option', id: `${id}-${i}`, 'aria-selected': String(i === active), class: i === active ? 'active' : '', 'data-value': item.insert,
      onpointerdown: (event) => { event.preventDefault(); active = i; take(); },
    }, h('span.menu-label', null, h('span', null, h('strong', null, item.title), item.usage ? h('span.usage', null, ` ${item.usage}`) : null),
      item.hint ? h('span.menu-hint', null, item.hint) : null))));
    const row = document.getElementById(`${id}-${active}`);
    area.setAttribute('aria-activedescendant', row?.id ?? '');
    row?.scrollIntoView({ block: 'nearest' });
  }

  function take() {
    const item = found.items[active];
    const caret = area.selectionStart;
    area.setRangeText(item.insert && `${item.insert} `, found.from, caret, 'end');
    found = null;
    draw();
    area.dispatchEvent(new Event('input'));
    area.focus();
    item.run?.();
  }

  return {
    update,
    hide() { found = null; draw(); },
    key(event) {
      if (!found) return false;
      switch (event.key) {
        case 'ArrowDown': active = (active + 1) % found.items.length; break;
        case 'ArrowUp': active = (active + found.items.length - 1) % found.items.length; break;
        case 'Escape': dismissed = area.value; found = null; break;
        case 'Tab':
          if (event.shiftKey) return false;
          take();
          return true;
        case 'Enter': {
          // A whole command is sent; half a word is completed first.
          const whole = area.value.slice(found.from, area.selectionStart).toLowerCase() === found.items[active].insert.toLowerCase();
          if (event.shiftKey || event.ctrlKey || whole) return false;
          take();
          return true;
        }
        default: return false;
      }
      draw();
      return true;
    },
  };
}
