// Small things that come over the page: a question, a passing note.
import { append, h, uid } from './dom.js';
import { textObject, textOf } from './rich.js';
import { errorText, t } from './strings.js';

// confirm asks one question and resolves to the answer. It takes Slack's
// confirm object, or plain strings.
export function confirm({ title, text, confirm: yes, deny: no, style }) {
  return new Promise((done) => {
    const id = uid('confirm');
    const sure = h('button', {
      type: 'button', class: style === 'danger' ? 'danger' : 'primary', 'data-test': 'confirm-yes', onclick: () => dialog.close('yes'),
    }, textOf(yes) || t('yes'));
    const dialog = h('dialog.confirm', { 'aria-labelledby': id, 'data-test': 'confirm' },
      h('h2', { id }, textOf(title) || t('confirmTitle')),
      h('div.confirm-text', null, textObject(text)),
      h('footer', null,
        h('button', { type: 'button', 'data-test': 'confirm-no', onclick: () => dialog.close('no') }, textOf(no) || t('no')),
        sure));
    dialog.addEventListener('close', () => {
      dialog.remove();
      done(dialog.returnValue === 'yes');
    });
    document.body.append(dialog);
    dialog.showModal();
    sure.focus();
  });
}

// toast shows a note for a few seconds; the pointer on it keeps it.
export function toast(words, kind = '') {
  const node = h('div.toast', { class: kind, 'data-test': 'toast' });
  append(node, words);
  const holder = document.getElementById('toasts');
  // A toast must also be seen over an open dialog.
  holder.setAttribute('popover', 'manual');
  if (holder.matches(':popover-open')) holder.hidePopover();
  holder.append(node);
  holder.showPopover();
  let timer;
  const leave = () => {
    node.remove();
    if (!holder.children.length && holder.matches(':popover-open')) holder.hidePopover();
  };
  const wait = () => { timer = setTimeout(leave, 5000); };
  node.addEventListener('pointerenter', () => clearTimeout(timer));
  node.addEventListener('pointerleave', wait);
  wait();
}

// refused tells the reader that a call was not accepted.
export function refused(error) {
  toast(errorText(error.code ?? String(error.message ?? error)), 'bad');
}

// announce has a screen reader say something, when it is done with the rest.
export function announce(words) {
  document.getElementById('live').textContent = words;
}
