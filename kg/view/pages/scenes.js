// From the state to a view: which nodes are drawn where, and the lines between them.
const MOST_AROUND = 120;
const MOST_LINES = 500;
const MOST_FLOWS = 40;
let sceneNow = null;

function sceneOf(container) { return DATA.scenes.indexOf(container); }

// The scene in which a node is drawn or folded: that of the nearest container that has one.
function sceneAbove(node) {
  for (let i = NODES.up[node]; i >= 0; i = NODES.up[i]) if (sceneOf(i) >= 0) return i;
  return -1;
}

function record(node, place, extra = {}) {
  const { margin } = DATA.chip;
  const { w, h } = chipSize(node);
  return {
    id: node, label: `${DATA.glyphs[kindOf(node)]} ${linesOf(node)}`, group: kindOf(node), ...place,
    widthConstraint: { minimum: w - 2 * margin }, heightConstraint: { minimum: h - 2 * margin }, ...extra,
  };
}

async function viewNow() {
  const view = state.path ? pathView() : state.focus !== null ? focusView() : await mapView();
  return expanded(view);
}

async function mapView() {
  sceneNow = await piece(`scene${Math.max(0, sceneOf(state.scene))}`);
  const seen = livingWithin();
  const folded = new Set(sceneNow.folded);
  const rim = new Set(sceneNow.rim);
  const frames = new Map(sceneNow.frames.map((frame) => [frame[0], frame]));
  const records = sceneNow.nodes.filter(({ id }) => seen[id] && !(filters.kinds.has(kindOf(id)) && !frames.has(id)))
    .map((one) => {
      const label = NODES.english[one.id] ? `${DATA.glyphs[kindOf(one.id)]} ${linesOf(one.id)}` : one.label;
      if (rim.has(one.id)) return { ...one, label, rim: true, shapeProperties: { borderRadius: 6, borderDashes: [5, 4] } };
      return folded.has(one.id) ? { ...one, label: people[one.id] ? `${label}\n● ${people[one.id]}` : label, folded: true } : { ...one, label };
    });
  const drawn = new Set(records.map(({ id }) => id));
  const member = new Set(sceneNow.nodes.map(({ id }) => id));
  const lines = linesBetween(records, (node) => chainOf(node).find((i) => member.has(i)), { map: true, folded: new Set([...folded, ...rim]), frames });
  const depth = (node) => chainOf(node).filter((i) => frames.has(i)).length - 1;
  return {
    records, drawn, lines, centre: sceneNow.of < 0 ? middleOf(records) : null, blank: sceneNow.blank, rest: sceneNow.rest,
    frames: sceneNow.frames.filter(([node]) => seen[node]).map(([node, ...corner]) => [node, ...corner, depth(node)]),
  };
}

// Where the most people are, for a screen that cannot show all.
function middleOf(records) {
  const sum = { x: 0, y: 0, weight: 0 };
  records.filter((one) => one.folded && kindOf(one.id) !== 'region').forEach((one) => {
    sum.x += one.x * people[one.id];
    sum.y += one.y * people[one.id];
    sum.weight += people[one.id];
  });
  return sum.weight ? { x: sum.x / sum.weight, y: sum.y / sum.weight } : null;
}

function focusView() {
  const { found, rest } = around(state.focus, state.steps, MOST_AROUND);
  const at = columns(found);
  return { ...freeView(at), centre: { x: 0, y: 0 }, rest };
}

function pathView() {
  const path = shortestPath(...state.path);
  const view = freeView(path ? snake(path) : columns(new Map([[state.path[0], { step: 0 }], [state.path[1], { step: 1, side: 1 }]])));
  if (path) view.lines = view.lines.filter((line) => Math.abs(path.indexOf(line.from) - path.indexOf(line.to)) === 1);
  return { ...view, path, named: true, rest: 0 };
}

function freeView(at) {
  const drawn = new Set(at.keys());
  const records = [...at].map(([node, place]) => record(node, place));
  return { records, drawn, frames: [], blank: [], lines: linesBetween(records, (node) => node, { map: false, folded: new Set(), frames: new Map() }) };
}

// Lines between drawn nodes: all passing facts of one kind between the same two are one line.
function linesBetween(records, standsFor, { map, folded, frames }) {
  const at = new Map(records.map((one) => [one.id, one]));
  const drawn = new Set(at.keys());
  const stand = new Map();
  const standing = (node) => {
    if (!stand.has(node)) stand.set(node, standsFor(node));
    return stand.get(node);
  };
  const away = secondedPeople();
  const found = new Map();
  for (let i = 0; i < FACTS.s.length; i += 1) {
    if (!passing[i] || FACTS.o[i] < 0) continue;
    const relation = relationOf(i);
    if (map && relation === 'partOf') continue;
    let [from, to] = [standing(FACTS.s[i]), standing(FACTS.o[i])];
    if (from === undefined || to === undefined || from === to || !drawn.has(from) || !drawn.has(to)) continue;
    // What stands in a frame is at home there: the frame says it.
    if (map && (inFrame(from, to, frames, at) || inFrame(to, from, frames, at))) continue;
    let kind = LINES[relation] || 'line';
    const isHome = relation === 'heldPost' && away.has(FACTS.s[i]) && !unsettled(i);
    if (isHome && from === FACTS.s[i] && NODES.up[from] === FACTS.o[i]) { kind = 'seconded'; [from, to] = [to, from]; }
    add(found, i, from, to, kind, relation, folded);
  }
  const lines = [...found.values()].sort((a, b) => (b.kind === 'seconded') - (a.kind === 'seconded') || b.count - a.count || (a.key < b.key ? -1 : 1));
  let flows = 0;
  return curved(lines.filter((line) => {
    if (line.folded && line.kind !== 'seconded') flows += 1;
    // What lies nowhere known has to do with everywhere: that tells nothing.
    if (line.folded && [line.from, line.to].some((end) => NODES.id[end] === 'region:elsewhere')) return false;
    return !(line.folded && line.kind !== 'seconded' && flows > MOST_FLOWS);
  }).slice(0, MOST_LINES));
}

// Whether a node stands in the frame of a container, and in no frame within that one.
function inFrame(node, container, frames, at) {
  if (!frames.has(container) || chainOf(node).slice(1).find((i) => frames.has(i)) !== container) return false;
  const [, x, y, w, h] = frames.get(container);
  const place = at.get(node);
  return place.x > x && place.x < x + w && place.y > y && place.y < y + h;
}

function add(found, fact, from, to, kind, relation, folded) {
  const isFolded = folded.has(from) || folded.has(to);
  // Between folded places only secondments have a direction; the rest is how much they have to do with each other.
  const plain = isFolded && kind !== 'seconded';
  const [a, b] = plain && from > to ? [to, from] : [from, to];
  const key = `${a} ${b} ${plain ? 'line' : kind}`;
  let line = found.get(key);
  if (!line) {
    line = { key, from: a, to: b, kind: plain ? 'line' : kind, names: [], facts: [], count: 0, folded: isFolded, dashed: true };
    found.set(key, line);
  }
  line.count += 1;
  line.facts.push(fact);
  if (!line.names.includes(relation)) line.names.push(relation);
  line.dashed = line.dashed && unsettled(fact);
}

function curved(lines) {
  const between = new Map();
  lines.forEach((line) => {
    const pair = line.from < line.to ? `${line.from} ${line.to}` : `${line.to} ${line.from}`;
    const earlier = between.get(pair) || 0;
    between.set(pair, earlier + 1);
    line.curve = line.folded ? 0.14 + 0.1 * earlier : earlier * 0.22;
  });
  return lines;
}

let awayCache = null;
function secondedPeople() {
  if (!awayCache) {
    awayCache = new Set();
    for (let i = 0; i < FACTS.s.length; i += 1) {
      if (LINES[relationOf(i)] === 'seconded' && !unsettled(i)) awayCache.add(FACTS.s[i]);
    }
  }
  return awayCache;
}

// Neighbours of nodes that were opened in place, and without those of nodes that were closed.
function expanded(view) {
  if (state.path || !(state.open.size || state.shut.size)) return view;
  const records = view.records.slice();
  const drawn = new Set(view.drawn);
  state.shut.forEach((node) => {
    neighbours(node).filter((other) => drawn.has(other) && hangsOn(other, node, view)).forEach((other) => drawn.delete(other));
  });
  const taken = records.map((one) => ({ x: one.x, y: one.y, ...sizeOf(one) }));
  view.frames.forEach(([, x, y, w, h]) => taken.push({ x: x + w / 2, y: y + h / 2, w, h }));
  state.open.forEach((node) => {
    const middle = records.find(({ id }) => id === node);
    if (!middle) return;
    neighbours(node).filter((other) => !drawn.has(other)).slice(0, 30).forEach((other) => {
      const place = freePlace(middle.x, middle.y, chipSize(other), taken);
      taken.push({ ...place, ...chipSize(other) });
      records.push(record(other, place));
      drawn.add(other);
    });
  });
  const kept = records.filter(({ id }) => drawn.has(id));
  const lines = linesBetween(kept, (node) => (drawn.has(node) ? node : chainOf(node).find((i) => drawn.has(i))), {
    map: state.focus === null, folded: new Set(kept.filter((one) => one.folded || one.rim).map(({ id }) => id)),
    frames: new Map(view.frames.map((frame) => [frame[0], frame])),
  });
  return { ...view, records: kept, drawn, lines };
}

function sizeOf(one) {
  const { margin } = DATA.chip;
  return { w: one.widthConstraint.minimum + 2 * margin, h: one.heightConstraint.minimum + 2 * margin };
}

function neighbours(node) {
  const found = new Set();
  factsOf(node).forEach((fact) => {
    const other = otherEnd(fact, node);
    if (leadsOn(fact, other) && other !== node && !filters.kinds.has(kindOf(other))) found.add(other);
  });
  return [...found].sort((a, b) => factsOf(b).length - factsOf(a).length || a - b);
}

// Whether a node is drawn with no line but to one other.
function hangsOn(node, other, view) {
  return view.lines.every((line) => (line.from !== node && line.to !== node) || line.from === other || line.to === other)
    && !view.frames.some((frame) => frame[0] === node);
}
