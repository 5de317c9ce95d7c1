// The left of the page: team, who you are, channels, direct messages, apps.
import { post } from './api.js';
import { clock } from './clock.js';
import { refused } from './dialog.js';
import { fill, h, icon } from './dom.js';
import { newChannel } from './newchannel.js';
import { avatar } from './message.js';
import { openMenu } from './popup.js';
import { channelName, inChannel, isAppUser, known, on, people, setChannel, tell, userName } from './store.js';
import { chooseLang, lang, t } from './strings.js';

// personURL is the page as somebody else.
function personURL(id) {
  return `/?${new URLSearchParams({ as: id })}`;
}

// sidebar makes the panel; here() says what is open: {channel} or {home}; skip
// goes past it.
export function sidebar({ here, relabel, skip }) {
  const list = h('nav.channels', { 'aria-label': t('sidebar') });
  const foot = h('footer.sidebar-foot');
  const me = h('button.person', {
    type: 'button', 'data-test': 'as', 'aria-haspopup': 'menu', 'aria-expanded': 'false', onclick: () => personMenu(me),
  });
  const node = h('div.sidebar', null, h('header.sidebar-head', null,
    h('a.skip', { href: '#', onclick: (event) => { event.preventDefault(); skip(); } }, t('skip')),
    h('div.team', null, known.team.name), me), list, foot);
  let ticking = null;

  function draw() {
    const focused = document.activeElement?.dataset?.test;
    list.setAttribute('aria-label', t('sidebar'));
    fill(me, avatar(known.me.id, userName(known.me.id)),
      h('span.person-words', null, h('span.person-label', null, t('youAre')), h('span.person-name', null, userName(known.me.id))), icon('down'));
    me.setAttribute('aria-label', `${t('youAre')}: ${userName(known.me.id)}. ${t('switchPerson')}`);
    const all = [...known.channels.values()].filter((c) => !c.is_archived);
    const named = (a, b) => channelName(a).localeCompare(channelName(b));
    const directs = all.filter((c) => c.is_im || c.is_mpim).sort(named);
    const add = h('button.quiet', {
      type: 'button', 'aria-label': t('newDirect'), title: t('newDirect'), 'aria-haspopup': 'menu', 'data-test': 'new-dm', onclick: () => directMenu(add),
    }, icon('plus'));
    const found = h('button.quiet', {
      type: 'button', 'aria-label': t('newChannel'), title: t('newChannel'), 'data-test': 'new-channel', onclick: newChannel,
    }, icon('plus'));
    fill(list,
      group(t('channels'), known.me.is_restricted ? null : found, all.filter((c) => !c.is_im && !c.is_mpim).sort(named).map(row)),
      group(t('directs'), add, directs.map(row)),
      known.app?.home ? group(t('apps'), null, [homeRow()]) : null);
    if (focused) list.querySelector(`[data-test="${CSS.escape(focused)}"]`)?.focus();
    drawTitle();
  }

  function row(c) {
    const name = channelName(c);
    const unread = c.unread > 0;
    const current = here().channel === c.id;
    const partner = c.is_im ? known.users.get(c.user) : null;
    return h('li', null, h('a.row', {
      href: `#${c.id}`, 'data-test': `channel-${c.is_im ? partner?.name ?? c.user : c.name}`, 'aria-current': current ? 'page' : null,
      class: [unread ? 'unread' : '', inChannel(c) ? '' : 'outside'].join(' '),
      'aria-label': unread ? `${name}, ${t('unread', { n: c.unread })}` : null,
    },
    c.is_im ? avatar(c.user, name, isAppUser(c.user)) : icon(c.is_private ? 'lock' : 'hash'),
    h('span.row-name', null, c.is_im ? name : c.name, partner?.id === known.me.id ? h('span.menu-hint', null, t('you')) : null),
    unread ? h('span.dot', { title: t('unreadSome') }, c.unread > 99 ? '99+' : String(c.unread)) : null));
  }

  function homeRow() {
    return h('li', null, h('a.row', {
      href: '#home', 'data-test': 'channel-home', 'aria-current': here().home ? 'page' : null,
    }, icon('home'), h('span.row-name', null, t('homeOf', { name: known.app.name }))));
  }

  function drawFoot() {
    ticking?.close();
    ticking = clock();
    const choice = (to, label) => h('button', {
      type: 'button', 'aria-pressed': String(lang() === to), lang: to === 'zh' ? 'zh-CN' : 'en', 'data-test': `lang-${to}`, onclick: () => speak(to),
    }, label);
    fill(foot, ticking?.node, h('div.languages', { role: 'group', 'aria-label': t('language') }, choice('zh', '中文'), choice('en', 'English')));
  }

  // The choice is the page's, and becomes the person's locale: apps answer in
  // it, as they do when one changes the language in Slack.
  async function speak(to) {
    chooseLang(to);
    relabel();
    try {
      await post('lang', { locale: to === 'zh' ? 'zh-CN' : 'en-US' });
    } catch (error) {
      refused(error);
    }
  }

  draw();
  drawFoot();
  on('channels', draw);
  on('users', draw);
  on('here', draw);
  return { node, draw() { draw(); drawFoot(); } };
}

function group(title, extra, rows) {
  return h('section.group', null, h('h2', null, h('span', null, title), extra), h('ul', null, rows));
}

function personMenu(anchor) {
  openMenu(anchor, [
    { heading: t('switchPerson') },
    ...people().map((u) => ({
      before: avatar(u.id, userName(u.id)), label: userName(u.id), current: u.id === known.me.id, href: personURL(u.id), test: `as-${u.name}`,
      hint: [u.real_name !== userName(u.id) ? u.real_name : '', /^zh/.test(u.locale ?? '') ? '中文' : 'English',
        u.is_admin ? t('admin') : '', u.is_restricted ? t('guest') : '', u.is_stranger ? t('stranger') : ''].filter(Boolean).join(' · '),
    })),
    { divider: true },
    { heading: t('switchHint') },
  ], { label: t('switchPerson'), test: 'as-menu' });
}

function directMenu(anchor) {
  openMenu(anchor, [{ heading: t('openDirect') }, ...people({ bots: true }).map((u) => ({
    before: avatar(u.id, userName(u.id), u.is_bot), label: userName(u.id), hint: u.is_bot ? t('appBadge') : u.real_name, test: `dm-${u.name}`,
    run: () => openDirect(u.id),
  }))], { label: t('newDirect') });
}

// openDirect goes to the direct message with somebody, made where there is
// none.
export async function openDirect(id) {
  try {
    const { channel } = await post('open_dm', { user: id });
    const c = typeof channel === 'string' ? { id: channel, is_im: true, user: id } : channel;
    if (!known.channels.has(c.id)) setChannel(c);
    tell('goto', { channel: c.id });
  } catch (error) {
    refused(error);
  }
}

function drawTitle() {
  const n = [...known.channels.values()].reduce((sum, c) => sum + (c.unread > 0 ? c.unread : 0), 0);
  document.title = `${n ? `(${n}) ` : ''}${userName(known.me.id)} · ${known.team.name}`;
}
