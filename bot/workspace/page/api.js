// Talking to the workspace server: calls under /client, and the live
// connection that says what happened meanwhile.

// A Refused is the server's "no", with its error code.
export class Refused extends Error {
  constructor(code, answer) {
    super(code);
    this.code = code;
    this.answer = answer;
  }
}

let as = '';

// actAs sets the person for all calls that follow.
export function actAs(user) {
  as = user;
}

export async function get(path, params = {}) {
  const query = new URLSearchParams(Object.entries({ as, ...params }).filter(([, v]) => v !== undefined && v !== ''));
  return answer(() => fetch(`/client/${path}?${query}`, { cache: 'no-store' }));
}

export async function post(path, body = {}) {
  return answer(() => fetch(`/client/${path}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ as, ...body }),
  }));
}

async function answer(ask) {
  let response;
  try {
    response = await ask();
  } catch {
    throw new Refused('unreachable');
  }
  let body;
  try {
    body = await response.json();
  } catch {
    throw new Refused(response.ok ? 'bad_answer' : `http_${response.status}`);
  }
  if (!response.ok || body?.ok === false) throw new Refused(body?.error ?? `http_${response.status}`, body);
  return body;
}

// settled waits until the app has answered an act, or failed to.
export async function settled(act) {
  if (act) await get('settled', { act, wait_ms: 4000 }).catch(() => {});
}

// fileURL is where the person may read a file's bytes.
export function fileURL(id) {
  return `/client/file?${new URLSearchParams({ as, id })}`;
}

// own turns an address of this very server into a path: it may have been
// written with its other name, 127.0.0.1 or localhost.
export function own(url) {
  try {
    const at = new URL(url, location.href);
    const local = /^(127\.0\.0\.1|localhost|\[::1\])$/;
    const here = at.origin === location.origin || (local.test(at.hostname) && local.test(location.hostname) && at.port === location.port);
    return here ? at.pathname + at.search : url;
  } catch {
    return url;
  }
}

// live keeps a WebSocket open for ever. heard gets every event that comes
// after the one numbered from; up and down say when the line comes and goes
// (up also tells whether it is the first).
export function live({ from, heard, up, down }) {
  let tries = 0;
  let first = true;
  const connect = () => {
    const scheme = location.protocol === 'https:' ? 'wss' : 'ws';
    const socket = new WebSocket(`${scheme}://${location.host}/client/live?${new URLSearchParams(first && from !== undefined ? { as, after: from } : { as })}`);
    socket.onopen = () => {
      tries = 0;
      up(first);
      first = false;
    };
    socket.onmessage = (frame) => heard(JSON.parse(frame.data));
    socket.onclose = () => {
      down();
      tries += 1;
      setTimeout(connect, Math.min(5000, 250 * 2 ** Math.min(tries, 5)));
    };
  };
  connect();
}
