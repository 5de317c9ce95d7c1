// Times as the page shows them: in the person's own time zone, by the
// workspace's clock, written as people of the page's language write them.
import { lang, t } from './strings.js';

let zone;
let offset = 0;

// setZone takes an IANA name; one that the browser does not know means the
// browser's own.
export function setZone(name) {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    zone = name || undefined;
  } catch {
    zone = undefined;
  }
}

// setNow tells the page the workspace's time.
export function setNow(iso) {
  offset = new Date(iso).getTime() - Date.now();
}

// now is the workspace's time as a Date.
export function now() {
  return new Date(Date.now() + offset);
}

// tsDate turns a message's ts into a Date.
export function tsDate(ts) {
  return new Date(Number.parseFloat(ts) * 1000);
}

// tsNow is a ts for what only this page shows.
export function tsNow() {
  return `${(now().getTime() / 1000).toFixed(3)}000`;
}

function parts(date) {
  const made = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23',
  }).formatToParts(date);
  return Object.fromEntries(made.map((p) => [p.type, p.value]));
}

// dayKey is the local day, as 2026-11-23.
export function dayKey(date) {
  const p = parts(date);
  return `${p.year}-${p.month}-${p.day}`;
}

// clockTime is 15:20.
export function clockTime(date) {
  const p = parts(date);
  return `${p.hour}:${p.minute}`;
}

// longDate is Mon 23 Nov or 11月23日（周一）; another year is said.
export function longDate(date) {
  const p = parts(date);
  const other = p.year !== parts(now()).year;
  const say = (options) => new Intl.DateTimeFormat(lang() === 'zh' ? 'zh-CN' : 'en-GB', { timeZone: zone, ...options }).format(date);
  if (lang() === 'zh') {
    return `${other ? `${p.year}年` : ''}${Number(p.month)}月${Number(p.day)}日（${say({ weekday: 'short' })}）`;
  }
  return `${say({ weekday: 'short' })} ${Number(p.day)} ${say({ month: 'short' })}${other ? ` ${p.year}` : ''}`;
}

// dayName is Today, Yesterday or the long date.
export function dayName(date) {
  const key = dayKey(date);
  if (key === dayKey(now())) return t('today');
  if (key === dayKey(new Date(now().getTime() - 86400e3))) return t('yesterday');
  return longDate(date);
}

// nearDay is the same inside a sentence; nothing for today.
export function nearDay(date) {
  const name = dayName(date);
  if (name === t('today')) return '';
  return name === t('yesterday') ? name.toLowerCase() : name;
}

// whole is a date and a time, for titles.
export function whole(date) {
  const p = parts(date);
  return `${longDate(date)} ${p.hour}:${p.minute}:${p.second}`;
}

// amount says a length of time in its two largest units.
export function amount(ms) {
  const minutes = Math.round(ms / 60000);
  const units = [['days', Math.floor(minutes / 1440)], ['hours', Math.floor(minutes / 60) % 24], ['minutes', minutes % 60]];
  const said = units.filter(([, n]) => n).slice(0, 2).map(([unit, n]) => t(unit, { n }));
  return said.join(' ') || t('minutes', { n: 0 });
}
