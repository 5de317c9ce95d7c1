// Forms that an app opens: a stack of up to three views in one dialog.
import { composing, fill, h, icon, uid } from './dom.js';
import { post } from './api.js';
import { announce, refused } from './dialog.js';
import { textOf } from './rich.js';
import { known } from './store.js';
import { errorText, t } from './strings.js';
import { ViewBody } from './viewbody.js';

const stack = [];
let dialog = null;
let current = () => undefined;
let opener = null;

// startModals is told how to find the channel the person looks at.
export function startModals(channelNow) {
  current = channelNow;
}

// openView shows a form, in place of any other.
export function openView(view) {
  stack.length = 0;
  pushView(view);
}

// pushView lays a view on the others. One that is already there is updated:
// the news of a view may come by two ways.
export function pushView(view) {
  if (updateView(view)) return;
  if (!dialog) opener = document.activeElement;
  stack.push(sheet(view));
  show();
}

// updateView brings a view in the stack up to date, and says whether it was
// there.
export function updateView(view) {
  const at = stack.find((s) => s.view.id === view.id);
  if (!at) return false;
  at.take(view);
  return true;
}

// closeViews takes away one view, or all.
export function closeViews({ view_id: id, all }) {
  if (all) stack.length = 0;
  else {
    const at = stack.findIndex((s) => s.view.id === id);
    if (at < 0) return;
    stack.splice(at, 1);
  }
  show();
}

// matchViews makes the stack what the server says it is, top last: after a
// reload, or a break in the line.
export function matchViews(views) {
  const there = new Set(views.map((v) => v.id));
  for (const s of stack.filter((one) => !there.has(one.view.id))) closeViews({ view_id: s.view.id });
  views.forEach(pushView);
}

function show() {
  const top = stack.at(-1);
  if (!top) {
    const gone = dialog;
    dialog = null;
    if (!gone) return;
    gone.close();
    gone.remove();
    const back = opener?.isConnected && opener !== document.body ? opener : document.querySelector('[data-test=composer]');
    // Chromium leaves a text field that gets its focus back from a removed
    // dialog without a caret; taking the focus anew gives it one.
    back?.blur();
    back?.focus();
    return;
  }
  if (!dialog) {
    dialog = h('dialog.modal', {
      'data-test': 'modal',
      // Escape is "cancel" of the top view, never a silent loss of the rest;
      // an open menu takes it first.
      onkeydown: (event) => {
        if (event.key !== 'Escape' || composing(event) || dialog.querySelector(':popover-open')) return;
        event.preventDefault();
        stack.at(-1)?.cancel();
      },
      oncancel: (event) => event.preventDefault(),
    });
    document.body.append(dialog);
  }
  if (dialog.firstChild !== top.node) dialog.replaceChildren(top.node);
  dialog.setAttribute('aria-labelledby', top.titleId);
  if (!dialog.open) dialog.showModal();
  top.focus();
}

// sheet is one view of the stack.
function sheet(first) {
  const body = new ViewBody(current());
  const titleId = uid('modal-title');
  const title = h('h2', { id: titleId });
  const trouble = h('p.modal-trouble', { role: 'alert', hidden: true });
  const submit = h('button.primary', { type: 'submit', 'data-test': 'modal-submit' });
  const cancelButton = h('button', { type: 'button', 'data-test': 'modal-close', onclick: () => cancel() });
  const back = h('button.quiet', { type: 'button', 'aria-label': t('backTo'), onclick: () => cancel() }, icon('back'));
  const node = h('form', { novalidate: true },
    h('header', null, back, title,
      h('button.quiet', { type: 'button', 'aria-label': t('close'), 'data-test': 'modal-x', onclick: () => cancel(true) }, icon('close'))),
    h('div.modal-body', null, body.node),
    h('footer', null, trouble, h('span.grow'), cancelButton, submit));
  let sending = false;
  let focused = false;

  const self = {
    node, titleId, view: first,
    take(view) {
      self.view = view;
      fill(title, textOf(view.title));
      fill(submit, textOf(view.submit) || t('submit'));
      fill(cancelButton, textOf(view.close) || t('cancel'));
      submit.hidden = !view.submit;
      back.hidden = stack[0] === self || !stack.length;
      node.dataset.viewId = view.id;
      node.dataset.callbackId = view.callback_id ?? '';
      body.update(view);
    },
    cancel,
    focus() {
      if (focused && node.contains(document.activeElement)) return;
      focused = true;
      if (!body.focusFirst()) (submit.hidden ? cancelButton : submit).focus();
    },
  };

  async function cancel(all = false) {
    const { id } = self.view;
    try {
      await post('close', { view_id: id, all });
    } catch (error) {
      if (error.code === 'unreachable') refused(error);
    }
    closeViews(all ? { all: true } : { view_id: id });
  }

  async function send() {
    if (sending || submit.hidden) return;
    trouble.hidden = true;
    const wrong = body.problems();
    body.showErrors(wrong);
    if (Object.keys(wrong).length) return;
    sending = true;
    submit.setAttribute('aria-busy', 'true');
    try {
      const { id } = self.view;
      const said = await post('submit', { view_id: id, values: body.state() });
      follow(said, id);
    } catch (error) {
      if (error.answer?.errors) complain(error.answer.errors);
      else say(['operation_timeout', 'unreachable', 'dispatch_failed'].includes(error.code)
        ? t('formTrouble', { app: known.app?.name ?? '' }) : errorText(error.code));
    } finally {
      sending = false;
      submit.removeAttribute('aria-busy');
    }
  }

  // follow does what the app answered.
  function follow(said, id) {
    switch (said.response) {
      case 'errors': complain(said.errors ?? {}); break;
      case 'update': if (said.view) updateView(said.view); break;
      case 'push': if (said.view) pushView(said.view); break;
      case 'clear': closeViews({ all: true }); break;
      default: closeViews({ view_id: id });
    }
  }

  function complain(errors) {
    const left = body.showErrors(errors);
    if (left.length) say(left.join(' '));
    announce(Object.values(errors).join(' '));
  }

  function say(words) {
    trouble.textContent = words;
    trouble.hidden = false;
  }

  node.addEventListener('submit', (event) => {
    event.preventDefault();
    send();
  });
  node.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || composing(event) || event.defaultPrevented) return;
    const field = event.target;
    const single = field.matches('input.field, .choice input');
    if (event.ctrlKey || event.metaKey || single) {
      event.preventDefault();
      send();
    }
  });
  self.take(first);
  return self;
}
