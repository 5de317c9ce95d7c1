// Links to messages of this workspace open here; all others in a new tab.
import { own } from './api.js';
import { safe } from './mrkdwn.js';
import { tell } from './store.js';

// readPermalink takes /archives/C123/p1700000000000100?thread_ts=… apart.
export function readPermalink(url) {
  const path = own(url);
  if (!path.startsWith('/archives/')) return null;
  const at = new URL(path, location.href);
  const m = /^\/archives\/([A-Z0-9]+)(?:\/p(\d{7,}))?$/.exec(at.pathname);
  if (!m) return null;
  const ts = m[2] && `${m[2].slice(0, -6)}.${m[2].slice(-6)}`;
  return { channel: m[1], ts, thread: at.searchParams.get('thread_ts') ?? undefined };
}

export function openLink(url) {
  const here = readPermalink(url);
  if (here) tell('goto', here);
  else if (safe(url)) window.open(url, '_blank', 'noopener,noreferrer');
}

// catchLinks has every link on the page follow the same rule, and #C123 links
// go to that channel.
export function catchLinks(root) {
  root.addEventListener('click', (event) => {
    const a = event.target.closest?.('a[href]');
    if (!a || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const here = readPermalink(a.href);
    if (!here) return;
    event.preventDefault();
    tell('goto', here);
  });
}
