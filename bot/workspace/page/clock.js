// The workspace's clock, and the control that moves it forward.
import { post } from './api.js';
import { refused, toast } from './dialog.js';
import { fill, h, icon } from './dom.js';
import { openPopup } from './popup.js';
import { known, on } from './store.js';
import { t } from './strings.js';
import { amount, clockTime, longDate, now, setNow } from './time.js';

const STEPS = [['1h', 'hours', 1], ['1d', 'days', 1], ['3d', 'days', 3], ['30d', 'days', 30]];

// clock is the control, or null where the server's clock can't be moved.
export function clock() {
  if (known.clockOffset === null || known.clockOffset === undefined) return null;
  const face = h('span.clock-face');
  const button = h('button.clock', {
    type: 'button', 'data-test': 'clock', 'aria-haspopup': 'dialog', 'aria-expanded': 'false', title: t('clockMove'), onclick: open,
  }, icon('clock'), face);
  let popup = null;

  function show() {
    fill(face, h('span.clock-time', null, clockTime(now())), h('span.clock-date', null, longDate(now())));
    button.setAttribute('aria-label', `${t('clock')}: ${longDate(now())} ${clockTime(now())}. ${t('clockMove')}`);
    button.classList.toggle('ahead', known.clockOffset >= 60000);
  }

  async function move(body) {
    try {
      const said = await post('clock', body);
      takeClock(said);
      toast(t('clockNow', { at: `${longDate(now())} ${clockTime(now())}` }));
    } catch (error) {
      refused(error);
    }
  }

  function open() {
    if (popup) {
      popup.close();
      return;
    }
    const other = h('input.field', {
      type: 'text', 'data-test': 'clock-amount', placeholder: t('clockCustom'), 'aria-label': t('clockCustom'), autocomplete: 'off',
    });
    const ahead = known.clockOffset >= 60000 ? h('p.menu-hint', null, t('clockAhead', { by: amount(known.clockOffset) })) : null;
    const node = h('div.clock-panel', { role: 'dialog', 'aria-label': t('clockMove') }, h('form', {
      onsubmit: (event) => {
        event.preventDefault();
        const advance = other.value.trim().replaceAll(' ', '');
        popup.close();
        if (advance) move({ advance });
      },
    },
    h('strong', null, t('clockMove')),
    h('p.menu-hint', null, t('clockNote')),
    ahead,
    h('div.clock-steps', null, STEPS.map(([advance, unit, n]) => h('button', {
      type: 'button', 'data-test': `clock-advance-${advance}`,
      onclick: () => { popup.close(); move({ advance_ms: n * (unit === 'days' ? 86400e3 : 3600e3) }); },
    }, `+ ${t(unit, { n })}`))),
    h('div.clock-other', null, other, h('button.primary', { type: 'submit', 'data-test': 'clock-go' }, t('clockGo')))));
    popup = openPopup(button, node, { closed() { popup = null; } });
    node.querySelector('button').focus();
  }

  const timer = setInterval(show, 5000);
  const off = on('clock', show);
  show();
  return { node: button, close() { clearInterval(timer); off(); } };
}

// takeClock takes {now, clock_offset_ms} from the server.
export function takeClock({ now: iso, clock_offset_ms: offset }) {
  setNow(iso);
  if (known.clockOffset !== null) known.clockOffset = offset;
}
