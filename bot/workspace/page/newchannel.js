// The question for a new channel.
import { post } from './api.js';
import { refused } from './dialog.js';
import { h, uid } from './dom.js';
import { known, tell } from './store.js';
import { t } from './strings.js';

export function newChannel() {
  const title = uid('new-channel');
  const hint = uid('hint');
  const name = h('input.field', {
    type: 'text', id: uid('name'), maxlength: 80, autocomplete: 'off', 'aria-describedby': hint, 'data-test': 'new-channel-name',
    oninput: () => { name.value = name.value.toLowerCase().replace(/\s/g, '-'); },
  });
  const closed = h('input', { type: 'checkbox' });
  const invited = h('input', { type: 'checkbox', checked: true });
  const dialog = h('dialog.confirm', { 'aria-labelledby': title }, h('form', {
    method: 'dialog',
    onsubmit: async (event) => {
      event.preventDefault();
      if (!name.value) return;
      try {
        const { channel } = await post('create', {
          name: name.value, private: closed.checked, users: invited.checked && known.app ? [known.app.bot_user_id] : [],
        });
        dialog.close();
        tell('goto', { channel });
      } catch (error) {
        refused(error);
      }
    },
  },
  h('h2', { id: title }, t('newChannel')),
  h('div.input', null, h('label.input-label', { for: name.id }, t('channelNameLabel')), name, h('p.input-hint', { id: hint }, t('channelNameHint'))),
  h('label.choice', null, closed, t('private')),
  known.app ? h('label.choice', null, invited, t('withApp', { name: known.app.name })) : null,
  h('footer', null,
    h('button', { type: 'button', onclick: () => dialog.close() }, t('cancel')),
    h('button.primary', { type: 'submit', 'data-test': 'new-channel-create' }, t('create')))));
  dialog.addEventListener('close', () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  name.focus();
}
