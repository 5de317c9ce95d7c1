// The App Home of the workspace's app.
import { post } from './api.js';
import { refused } from './dialog.js';
import { fill, h, icon } from './dom.js';
import { homeTabs } from './conversation.js';
import { known, on } from './store.js';
import { t } from './strings.js';
import { ViewBody } from './viewbody.js';

export function openHome({ backToList }) {
  const body = new ViewBody(undefined);
  const name = known.app.name;
  const empty = h('p.home-empty');
  const scroller = h('div.home-scroll', null, h('div.home-view', null, empty, body.node));
  const dm = [...known.channels.values()].find((c) => c.is_im && c.user === known.app.bot_user_id);
  const node = h('main.pane.home', { 'aria-label': t('homeOf', { name }), 'data-test': 'home' },
    h('header.pane-head', null,
      h('button.quiet.to-list', { type: 'button', 'aria-label': t('backToList'), onclick: backToList }, icon('back')),
      h('h1', null, name),
      homeTabs(dm, 'home')),
    scroller);

  function show(view) {
    fill(empty, view ? null : t('noHome', { name }));
    empty.hidden = Boolean(view);
    if (view) body.update(view);
  }

  // Slack asks the app for nothing: it shows what was published last, and
  // tells the app that someone looks.
  post('home').then(({ view }) => { if (view || !body.view) show(view); }, refused);
  const off = on('home', show);
  return { node, home: true, focus: () => body.focusFirst(), close: off };
}
