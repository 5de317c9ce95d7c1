// Popups over the page: menus and the shell of pickers. They use the
// browser's popover layer, so they also open inside a dialog, close on Escape
// and on a click elsewhere.
import { h, icon } from './dom.js';

// openPopup shows node next to anchor and calls closed once it is gone. The
// popup stands in the document right after its anchor: it goes with it, and
// the tab order runs through it.
export function openPopup(anchor, node, { closed, matchWidth = false } = {}) {
  node.classList.add('popup');
  node.setAttribute('popover', 'auto');
  anchor.after(node);
  const place = () => position(node, anchor, matchWidth);
  node.addEventListener('toggle', (event) => {
    if (event.newState !== 'closed') return;
    removeEventListener('scroll', place, true);
    removeEventListener('resize', place);
    if (node.contains(document.activeElement)) anchor.focus();
    node.remove();
    anchor.setAttribute('aria-expanded', 'false');
    closed?.();
  });
  node.showPopover();
  anchor.setAttribute('aria-expanded', 'true');
  place();
  addEventListener('scroll', place, true);
  addEventListener('resize', place);
  return {
    place,
    close() {
      if (!node.isConnected) return;
      if (node.contains(document.activeElement)) anchor.focus();
      node.hidePopover();
    },
  };
}

function position(node, anchor, matchWidth) {
  if (!anchor.isConnected) return;
  const at = anchor.getBoundingClientRect();
  if (matchWidth) node.style.minWidth = `${at.width}px`;
  node.style.maxHeight = '';
  const box = node.getBoundingClientRect();
  const below = innerHeight - at.bottom - 12;
  const above = at.top - 12;
  const up = box.height > below && above > below;
  node.style.maxHeight = `${Math.max(120, up ? above : below)}px`;
  const height = Math.min(box.height, up ? above : below);
  node.style.top = `${up ? Math.max(8, at.top - height - 4) : at.bottom + 4}px`;
  const left = at.left + box.width > innerWidth - 8 ? at.right - box.width : at.left;
  node.style.left = `${Math.min(Math.max(8, left), Math.max(8, innerWidth - box.width - 8))}px`;
}

// openMenu shows a menu of items {label, hint, current, danger, href, test,
// run} or {heading} or {divider}; arrow keys walk it. row lays it in a row.
export function openMenu(anchor, items, { label, closed, test, row } = {}) {
  const rows = items.map((item) => {
    if (item.divider) return h('hr', { role: 'separator' });
    if (item.heading) return h('div.menu-heading', { role: 'presentation' }, item.heading);
    return h(item.href ? 'a.menu-item' : 'button.menu-item', {
      type: item.href ? null : 'button',
      role: item.current === undefined ? 'menuitem' : 'menuitemradio',
      'aria-checked': item.current === undefined ? null : String(item.current),
      'aria-label': item.name,
      href: item.href,
      title: item.title,
      tabindex: -1,
      class: item.danger ? 'danger' : '',
      'data-test': item.test,
      'data-value': item.value,
      onclick: () => {
        if (item.href) return;
        popup.close();
        item.run();
      },
    },
    item.before,
    h('span.menu-label', null, item.label, item.hint ? h('span.menu-hint', null, item.hint) : null),
    item.current ? icon('check') : null);
  });
  const node = h('div.menu', { role: 'menu', class: row ? 'in-row' : '', 'aria-label': label, 'data-test': test }, rows);
  const stops = rows.filter((r) => r.classList.contains('menu-item'));
  node.addEventListener('keydown', (event) => {
    const at = stops.indexOf(document.activeElement);
    const sideways = row ? { ArrowRight: at + 1, ArrowLeft: at - 1 } : {};
    const go = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: stops.length - 1, ...sideways }[event.key];
    if (event.key === 'Tab') popup.close();
    if (go !== undefined) {
      event.preventDefault();
      stops[(go + stops.length) % stops.length]?.focus();
    } else if (event.key.length === 1 && /\S/.test(event.key)) {
      const letter = event.key.toLowerCase();
      const ring = [...stops.slice(at + 1), ...stops.slice(0, at + 1)];
      ring.find((r) => r.textContent.toLowerCase().startsWith(letter))?.focus();
    }
  });
  const popup = openPopup(anchor, node, { closed });
  (stops.find((r) => r.getAttribute('aria-checked') === 'true') ?? stops[0])?.focus();
  return popup;
}
