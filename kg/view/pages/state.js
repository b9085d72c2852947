// The link that restores everything: the state as `#name=value&…`, with ids that are the same in every build.
const FOLDS = ['kinds', 'relations', 'states'];
const NODE_NAMES = ['in', 'focus', 'path', 'node', 'open', 'shut', 'place'];

function idOf(node) { return NODES.id[node]; }

function written() {
  const values = new URLSearchParams();
  const put = (name, value) => { if (value !== null && value !== '' && value !== undefined) values.set(name, value); };
  if (state.scene >= 0) put('in', idOf(state.scene));
  if (state.focus !== null) { put('focus', idOf(state.focus)); put('steps', state.steps); }
  if (state.path) put('path', state.path.map(idOf).join(' '));
  if (state.pick && state.pick.node !== undefined) put('node', idOf(state.pick.node));
  if (state.pick && state.pick.fact !== undefined) put('fact', state.pick.fact);
  if (state.pick && state.pick.line !== undefined) {
    const [from, to, kind] = state.pick.line.split(' ');
    put('line', [idOf(from), idOf(to), kind].join(' '));
  }
  put('open', [...state.open].map(idOf).join(' '));
  put('shut', [...state.shut].map(idOf).join(' '));
  FOLDS.forEach((name) => put(name, [...filters[name]].sort().join(' ')));
  if (filters.place !== null) put('place', idOf(filters.place));
  put('from', filters.from);
  put('to', filters.to);
  if (filters.source !== null) put('document', SOURCES.id[filters.source]);
  if (filters.sure) put('sure', filters.sure);
  if (sorting.column) put('sort', `${sorting.column}${sorting.ascending ? '' : ' down'}`);
  put('table', byId('words').value);
  if (state.language !== 'zh') put('language', state.language);
  if (state.theme !== 'auto') put('theme', state.theme);
  return values.toString();
}

function keep(step) {
  const hash = `#${written()}`;
  if (hash === (window.location.hash || '#')) return;
  window.history[step ? 'pushState' : 'replaceState'](null, '', hash);
}

// What a link says that this graph does not hold is passed over.
async function restore() {
  const values = new URLSearchParams(window.location.hash.slice(1));
  const asked = NODE_NAMES.concat('line').flatMap((name) => (values.get(name) || '').split(' ')).filter(Boolean);
  const known = await source.named(asked, values.get('document') || '');
  const nodeOf = (id) => (known.nodes.has(id) ? known.nodes.get(id) : null);
  const node = (name) => nodeOf(values.get(name));
  const several = (name) => (values.get(name) || '').split(' ').map(nodeOf).filter((one) => one !== null);
  const path = several('path');
  const fact = Number(values.get('fact'));
  state.scene = node('in') !== null && sceneOf(node('in')) >= 0 ? node('in') : -1;
  state.focus = node('focus');
  state.steps = Math.min(3, Math.max(1, Number(values.get('steps')) || 1));
  state.path = path.length === 2 ? path : null;
  state.pick = null;
  if (node('node') !== null) state.pick = { node: node('node') };
  else if (values.has('fact') && Number.isInteger(fact) && fact >= 0 && fact < DATA.counts.facts) state.pick = { fact };
  else if (values.has('line')) {
    const [from, to, kind] = values.get('line').split(' ');
    if (nodeOf(from) !== null && nodeOf(to) !== null) state.pick = { line: [nodeOf(from), nodeOf(to), kind].join(' ') };
  }
  state.open = new Set(several('open'));
  state.shut = new Set(several('shut'));
  const terms = new Set(TERMS.map((one) => one.name));
  FOLDS.forEach((name) => {
    const meant = (one) => (name === 'kinds' ? KINDS.includes(one) : terms.has(one));
    filters[name].clear();
    (values.get(name) || '').split(' ').filter(meant).forEach((one) => filters[name].add(one));
  });
  filters.place = node('place');
  ['from', 'to'].forEach((name) => { filters[name] = /^\d{4}$/.test(values.get(name) || '') ? values.get(name) : ''; });
  const doc = known.documents.get(values.get('document'));
  filters.source = doc === undefined ? null : doc;
  filters.sure = [50, 70, 80, 90].includes(Number(values.get('sure'))) ? Number(values.get('sure')) : 0;
  const [column, down] = (values.get('sort') || '').split(' ');
  sorting.column = Object.hasOwn(COLUMNS, column) ? column : null;
  sorting.ascending = !down;
  byId('words').value = values.get('table') || '';
  state.language = values.get('language') === 'en' ? 'en' : 'zh';
  state.theme = ['light', 'dark'].includes(values.get('theme')) ? values.get('theme') : 'auto';
}
