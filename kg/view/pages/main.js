// What the reader does, and what the page does about it; then the start.
let pathStart = null;
let drawing = 0;

async function redraw(keepPlace) {
  drawing += 1;
  const turn = drawing;
  const view = await viewNow();
  if (turn !== drawing) return;
  canvas.show(view, keepPlace);
  drawTrail();
  drawLegend();
  drawNotice();
  document.documentElement.dataset.picked = String(state.pick !== null || state.path !== null);
  lightPick();
  await Promise.all([showPanel(), drawRows()]);
  if (turn !== drawing) return;
  document.documentElement.dataset.ready = String(turn);
  if (!window.readyAt) requestAnimationFrame(() => { window.readyAt = performance.now(); });
}

function lightPick() {
  if (state.pick === null) canvas.light(null, null);
  else if (state.pick.node !== undefined) canvas.lightNode(state.pick.node);
  else if (state.pick.line !== undefined) canvas.lightLine(state.pick.line);
  else {
    const { fact } = state.pick;
    const line = canvas.drawn().lines.find((one) => one.facts.includes(fact));
    if (line) canvas.lightLine(line.key); else canvas.lightNode(FACTS.s[fact]);
  }
}

// Pick what is drawn without moving the drawing.
function pick(what) {
  state.pick = what;
  document.documentElement.dataset.picked = String(what !== null);
  keep();
  lightPick();
  showPanel();
  if (what && what.node !== undefined) {
    byId('told').textContent = `${labelOf(what.node)}, ${say(kindOf(what.node))}, ${say('facts', { count: source.degree(what.node) })}`;
  }
}

function go(change) {
  Object.assign(state, { open: new Set(), shut: new Set() }, change);
  keep(true);
  redraw();
}

function openNode(node) {
  if (sceneOf(node) >= 0) go({ scene: node, focus: null, path: null, pick: { node } });
  else focusOn(node);
}

function focusOn(node) { go({ focus: node, path: null, pick: { node } }); }

// Bring a node into sight: where it stands if it is drawn, else its scene, else its neighbourhood.
async function find(node) {
  if (canvas.drawn().drawn.has(node)) {
    pick({ node });
    canvas.toward(node);
    return;
  }
  const home = sceneAbove(node);
  const number = Math.max(0, sceneOf(home));
  const [scene, tally] = await Promise.all([source.scene(number), source.tally(number)]);
  if (scene.nodes.some(({ id }) => id === node) && !filters.kinds.has(kindOf(node)) && seenIn(scene, tally).has(node)) {
    go({ scene: home, focus: null, path: null, pick: { node } });
    const shown = drawing;
    const wait = () => { if (shown === drawing) { if (canvas.drawn().drawn.has(node)) canvas.toward(node); else setTimeout(wait, 20); } };
    wait();
  } else focusOn(node);
}

function toggleOpen(node) {
  if (!state.open.delete(node)) { state.open.add(node); state.shut.delete(node); }
  keep(true);
  redraw(true);
}

function toggleShut(node) {
  if (!state.shut.delete(node)) { state.shut.add(node); state.open.delete(node); }
  keep(true);
  redraw(true);
}

function startPath(node) {
  pathStart = node;
  byId('pathbar').hidden = false;
  byId('pathfrom').textContent = labelOf(node);
  byId('target').value = '';
  byId('target').focus();
}

function finishPath() {
  byId('pathbar').hidden = true;
  go({ focus: null, pick: null });
}

function drawTrail() {
  const parts = [];
  const crumb = (text, act) => {
    const item = make('li');
    if (act) item.append(button('link', text, act));
    else { item.textContent = text; item.setAttribute('aria-current', 'page'); }
    parts.push(item);
  };
  const inMap = state.focus === null && !state.path;
  crumb(say('whole'), inMap && state.scene < 0 ? null : () => go({ scene: -1, focus: null, path: null, pick: null }));
  if (state.scene >= 0) {
    chainOf(state.scene).reverse().filter((node) => sceneOf(node) >= 0).forEach((node) => {
      crumb(labelOf(node), inMap && node === state.scene ? null : () => openNode(node));
    });
  }
  if (state.focus !== null) crumb(say('around', { name: labelOf(state.focus) }));
  if (state.path) crumb(say('path'));
  byId('trail').replaceChildren(...parts);
  byId('stepbox').hidden = state.focus === null;
  byId('steps').value = String(state.steps);
}

function drawNotice() {
  const { rest, records, path } = canvas.drawn();
  let text = '';
  if (state.path && !path) text = say('nopath');
  else if (rest) text = say('rest', { count: rest });
  else if (!records.length) text = say('empty');
  byId('notice').textContent = text;
  byId('notice').hidden = !text;
}

function drawLegend() {
  const count = new Map(Object.entries(DATA.kinds));
  const focused = byId('kinds').contains(document.activeElement) ? document.activeElement.dataset.kind : null;
  byId('kinds').replaceChildren(...KINDS.filter((kind) => count.has(kind) && !['region', 'document'].includes(kind)).map((kind) => {
    const item = button('kind', '', () => {
      if (!filters.kinds.delete(kind)) filters.kinds.add(kind);
      filtersChanged();
    });
    item.dataset.kind = kind;
    item.setAttribute('aria-pressed', String(!filters.kinds.has(kind)));
    const mark = make('span', `glyph ${kind}`, DATA.glyphs[kind]);
    mark.setAttribute('aria-hidden', 'true');
    item.append(mark, say(kind), make('span', 'small', String(count.get(kind))));
    if (!DATA.drawn.includes(KINDS.indexOf(kind))) item.title = say('onlyaround');
    return item;
  }));
  if (focused) byId('kinds').querySelector(`[data-kind="${focused}"]`).focus();
  const kinds = new Map();
  canvas.drawn().lines.forEach((line) => {
    const names = kinds.get(line.kind) || new Set();
    line.names.forEach((name) => names.add(name));
    kinds.set(line.kind, names);
  });
  const { lines } = canvas.drawn();
  byId('lines').replaceChildren(...[...kinds].map(([kind, names]) => {
    const item = make('li');
    const stroke = make('span', `stroke ${kind}`);
    stroke.setAttribute('aria-hidden', 'true');
    const told = kind === 'seconded' ? say('secondedline') : kind === 'line' && lines.some((line) => line.folded) ? say('foldedline')
      : [...names].slice(0, 3).map(termNamed).join(' / ') + (names.size > 3 ? ' …' : '');
    item.append(stroke, told);
    return item;
  }), ...(lines.some((line) => line.dashed) ? [make('li', 'small', say('unsettled'))] : []));
}

// Light or dark, as the reader or else the system wants it.
function paint() {
  const dark = state.theme === 'dark' || (state.theme === 'auto' && window.matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.dataset.scheme = dark ? 'dark' : 'light';
}

function speak() {
  document.documentElement.lang = state.language === 'zh' ? 'zh-CN' : 'en';
  paint();
  document.querySelectorAll('[data-text]').forEach((element) => { element.textContent = say(element.dataset.text); });
  document.querySelectorAll('[data-placeholder]').forEach((element) => { element.placeholder = say(element.dataset.placeholder); });
  document.querySelectorAll('[data-label]').forEach((element) => { element.setAttribute('aria-label', say(element.dataset.label)); });
  byId('language').textContent = say('language');
  byId('language').lang = state.language === 'zh' ? 'en' : 'zh-CN';
  byId('theme').textContent = say(`theme-${state.theme}`);
  byId('counts').textContent = say('counts', DATA.counts);
  drawFilters();
  drawHeads();
}

function setUpButtons() {
  const on = (id, act) => byId(id).addEventListener('click', act);
  on('language', () => { state.language = state.language === 'zh' ? 'en' : 'zh'; keep(); speak(); redraw(true); });
  on('theme', () => {
    state.theme = { auto: 'light', light: 'dark', dark: 'auto' }[state.theme];
    keep();
    speak();
    canvas.recolour();
  });
  on('fit', () => canvas.fit(true));
  on('closer', () => canvas.zoom(1.25));
  on('farther', () => canvas.zoom(0.8));
  on('svg', () => { saveSvg(); byId('exports').open = false; });
  on('png', () => { savePng(); byId('exports').open = false; });
  on('print', () => { byId('exports').open = false; window.print(); });
  on('link', async () => {
    keep();
    try {
      await navigator.clipboard.writeText(window.location.href);
      byId('told').textContent = say('copied');
      byId('link').textContent = say('copied');
    } catch { byId('link').textContent = say('notcopied'); }
    setTimeout(() => { byId('link').textContent = say('link'); }, 2000);
  });
  on('cancel', () => { byId('pathbar').hidden = true; });
  byId('steps').addEventListener('change', () => { state.steps = Number(byId('steps').value); keep(true); redraw(); });
  byId('words').addEventListener('change', () => keep());
  byId('canvas').addEventListener('keydown', (event) => {
    const move = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    const at = state.pick && state.pick.node !== undefined ? state.pick.node : null;
    if (move) {
      const next = canvas.beside(at, ...move);
      if (next !== null) { pick({ node: next }); canvas.inSight(next); }
    } else if (event.key === 'Enter' && at !== null) openNode(at);
    else if (event.key === '+' || event.key === '=') canvas.zoom(1.25);
    else if (event.key === '-') canvas.zoom(0.8);
    else if (event.key === '0') canvas.fit(true);
    else return;
    event.preventDefault();
  });
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') {
      document.querySelectorAll('details.pop[open]').forEach((one) => { one.open = false; });
      closeToOpener();
    } else if (event.key === '/' && !/^(INPUT|SELECT|TEXTAREA)$/.test(document.activeElement.tagName)) {
      byId('search').focus();
      event.preventDefault();
    }
  });
  document.addEventListener('pointerdown', (event) => {
    document.querySelectorAll('details.pop[open]').forEach((one) => { if (!one.contains(event.target)) one.open = false; });
  });
  window.matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => { paint(); canvas.recolour(); });
  window.addEventListener('popstate', reread);
}

async function reread() {
  await restore();
  filterTurn += 1;
  speak();
  redraw();
}

async function start() {
  paint();
  if (typeof DecompressionStream === 'undefined') { byId('notice').hidden = false; return; }
  begin(await source.core());
  await restore();
  canvas.setUp({
    node: (node) => {
      opener = byId('canvas');
      const one = canvas.drawn().records.find(({ id }) => id === node);
      if (one && (one.folded || one.rim) && sceneOf(node) >= 0) openNode(node); else pick({ node });
    },
    line: (line) => { opener = byId('canvas'); pick({ line: line.key }); },
    nothing: () => pick(null),
    open: openNode,
  });
  setUpSearch();
  setUpFilters();
  setUpTable();
  setUpButtons();
  speak();
  await redraw();
}

start();
