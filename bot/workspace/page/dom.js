// Building DOM nodes. Everything on the page is made here, from text nodes:
// no string that came from outside ever meets an HTML parser.

// h makes an element. spec is "tag.class.class"; props are attributes, except
// on… (listeners), value/checked/disabled… (properties) and vars (CSS custom
// properties). Children are nodes, strings, lists of them, or nothing.
export function h(spec, props, ...kids) {
  const [tag, ...classes] = spec.split('.');
  const node = document.createElement(tag || 'div');
  if (classes.length) node.className = classes.join(' ');
  for (const [key, value] of Object.entries(props ?? {})) {
    if (value === undefined || value === null || value === false) continue;
    if (key.startsWith('on')) node.addEventListener(key.slice(2), value);
    else if (key === 'vars') for (const [k, v] of Object.entries(value)) node.style.setProperty(k, v);
    else if (key === 'value' || key === 'checked' || key === 'indeterminate') node[key] = value;
    else if (key === 'class') node.classList.add(...value.split(' ').filter(Boolean));
    else node.setAttribute(key, value === true ? '' : value);
  }
  append(node, kids);
  return node;
}

export function append(node, kids) {
  for (const kid of [kids].flat(Infinity)) {
    if (kid === undefined || kid === null || kid === false) continue;
    node.append(kid);
  }
}

// fill puts kids in place of all that node holds, and hands node back.
export function fill(node, ...kids) {
  node.replaceChildren();
  append(node, kids);
  return node;
}

// sync makes nodes the children of parent without moving those already in
// place, so that focus, selection and half-composed words survive.
export function sync(parent, nodes) {
  const keep = new Set(nodes);
  for (const child of [...parent.childNodes]) if (!keep.has(child)) child.remove();
  nodes.forEach((node, i) => {
    const at = parent.childNodes[i];
    if (at !== node) parent.insertBefore(node, at ?? null);
  });
}

let made = 0;

// uid is an id for label and description references.
export function uid(prefix) {
  made += 1;
  return `${prefix}-${made}`;
}

const PATHS = {
  close: 'M5 5l10 10M15 5L5 15',
  more: 'M4.5 10h.01M10 10h.01M15.5 10h.01',
  reply: 'M4 5h12v8H9l-4 3v-3H4z',
  smile: 'M10 17a7 7 0 100-14 7 7 0 000 14zM7 12c1.5 2 4.5 2 6 0M7.5 8h.01M12.5 8h.01',
  send: 'M3 10l14-6-5 13-3-5.5z',
  back: 'M12 4l-6 6 6 6',
  down: 'M5 8l5 5 5-5',
  plus: 'M10 4v12M4 10h12',
  clock: 'M10 17a7 7 0 100-14 7 7 0 000 14zM10 6v4l3 2',
  home: 'M3 9.5L10 4l7 5.5V16h-4.5v-4h-5v4H3z',
  lock: 'M5 9h10v7H5zM7 9V7a3 3 0 016 0v2',
  hash: 'M8 4L6.5 16M13.5 4L12 16M4 8h12.5M3.5 12H16',
  pin: 'M8 3h5l-1 5 3 3H5l3-3zM10 11v6',
  eye: 'M2.5 10S5.5 5 10 5s7.5 5 7.5 5-3 5-7.5 5-7.5-5-7.5-5zM10 12a2 2 0 100-4 2 2 0 000 4z',
  check: 'M4 10.5l4 4 8-9',
  alert: 'M10 3l8 14H2zM10 8v4M10 14.5h.01',
  info: 'M10 17a7 7 0 100-14 7 7 0 000 14zM10 9v5M10 6.5h.01',
  clip: 'M15 9l-5.5 5.5a3 3 0 01-4.2-4.2L11.5 4a2 2 0 012.8 2.8L8.2 13',
  file: 'M5 3h7l3 3v11H5zM12 3v3h3',
};

// icon draws one of the line icons above; it is decoration, so give the
// button around it a label.
export function icon(name) {
  const ns = 'http://www.w3.org/2000/svg';
  const svg = document.createElementNS(ns, 'svg');
  svg.setAttribute('viewBox', '0 0 20 20');
  svg.setAttribute('aria-hidden', 'true');
  svg.classList.add('icon');
  const path = document.createElementNS(ns, 'path');
  path.setAttribute('d', PATHS[name]);
  svg.append(path);
  return svg;
}

// composing says whether an input method is still composing: Enter then chooses a
// character and must not send.
export function composing(event) {
  return event.isComposing || event.keyCode === 229;
}
