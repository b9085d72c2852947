// From the state to a view: which nodes are drawn where, and the lines between them.
const MOST_AROUND = 120;
const MOST_LINES = 500;
const MOST_FLOWS = 40;
const NOWHERE = new Set(['region:elsewhere', 'region:unposted', 'region:units']);
let people = {}; // drawn container to how many people in it the filters leave

function sceneOf(container) { return sceneNumbers.has(container) ? sceneNumbers.get(container) : -1; }

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
  const view = state.path ? await pathView() : state.focus !== null ? await focusView() : await mapView();
  return expanded(view);
}

async function mapView() {
  const number = Math.max(0, sceneOf(state.scene));
  const [scene, tally] = await Promise.all([source.scene(number), source.tally(number)]);
  const seen = seenIn(scene, tally);
  people = peopleIn(tally);
  const folded = new Set(scene.folded);
  const rim = new Set(scene.rim);
  const frames = new Map(scene.frames.map((frame) => [frame[0], frame]));
  const records = scene.nodes.filter(({ id }) => seen.has(id) && !(filters.kinds.has(kindOf(id)) && !frames.has(id)))
    .map((one) => {
      const label = NODES.english[one.id] ? `${DATA.glyphs[kindOf(one.id)]} ${linesOf(one.id)}` : one.label;
      if (rim.has(one.id)) return { ...one, label, rim: true, shapeProperties: { borderRadius: 6, borderDashes: [5, 4] } };
      return folded.has(one.id) ? { ...one, label: people[one.id] ? `${label}\n● ${people[one.id]}` : label, folded: true } : { ...one, label };
    });
  const depth = (node) => chainOf(node).filter((i) => frames.has(i)).length - 1;
  return {
    ...drawnWith(records, tally.bundles, { map: true, folded: new Set([...folded, ...rim]), frames }),
    centre: scene.of < 0 ? middleOf(records) : null, blank: scene.blank, rest: scene.rest,
    frames: scene.frames.filter(([node]) => seen.has(node)).map(([node, ...corner]) => [node, ...corner, depth(node)]),
  };
}

// What the filters leave of a scene: what lives, what holds something that lives and is not hidden, and the frames around.
function seenIn(scene, tally) {
  const seen = new Set(tally.living);
  scene.nodes.forEach(({ id }) => {
    const shown = (tally.living.has(id) && !filters.kinds.has(kindOf(id)))
      || Object.keys(tally.within[id] || {}).some((kind) => !filters.kinds.has(KINDS[kind]));
    if (shown) chainOf(id).forEach((node) => seen.add(node));
  });
  return seen;
}

function peopleIn(tally) {
  const person = KINDS.indexOf('person');
  return Object.fromEntries(Object.entries(tally.within).map(([node, kinds]) => [node, kinds[person] || 0]));
}

// Where the most people are, for a screen that cannot show all.
function middleOf(records) {
  const sum = { x: 0, y: 0, weight: 0 };
  records.filter((one) => one.folded && kindOf(one.id) !== 'region').forEach((one) => {
    const weight = people[one.id] || 0;
    sum.x += one.x * weight;
    sum.y += one.y * weight;
    sum.weight += weight;
  });
  return sum.weight ? { x: sum.x / sum.weight, y: sum.y / sum.weight } : null;
}

async function focusView() {
  const { found, rest } = await around(state.focus, state.steps, MOST_AROUND);
  return { ...await freeView(columns(found)), centre: { x: 0, y: 0 }, rest };
}

async function pathView() {
  const path = await source.path(...state.path);
  const view = await freeView(path ? snake(path) : columns(new Map([[state.path[0], { step: 0 }], [state.path[1], { step: 1, side: 1 }]])));
  if (path) view.lines = view.lines.filter((line) => Math.abs(path.indexOf(line.from) - path.indexOf(line.to)) === 1);
  return { ...view, path, named: true, rest: 0 };
}

async function freeView(at) {
  const records = [...at].map(([node, place]) => record(node, place));
  await source.among([...at.keys()]);
  const bundles = bundled(at.keys(), (node) => (at.has(node) ? node : undefined));
  return { ...drawnWith(records, bundles, { map: false, folded: new Set(), frames: new Map() }), frames: [], blank: [] };
}

function drawnWith(records, bundles, how) {
  return { records, drawn: new Set(records.map(({ id }) => id)), bundles, lines: linesBetween(records, bundles, how) };
}

// Facts held that end at some nodes, between what stands for their ends, as bundles of one.
function bundled(nodes, standsFor) {
  const facts = new Set();
  [...nodes].forEach((node) => source.factsOf(node).forEach((fact) => facts.add(fact)));
  return [...facts].filter((fact) => FACTS.o[fact] >= 0 && passes(fact)).sort((a, b) => a - b).map((fact) => ({
    from: standsFor(FACTS.s[fact]), to: standsFor(FACTS.o[fact]), p: FACTS.p[fact], unsettled: unsettled(fact),
    home: HOME.has(fact), count: 1, facts: [fact],
  }));
}

// Lines between drawn nodes: all bundles of one kind between the same two are one line.
function linesBetween(records, bundles, { map, folded, frames }) {
  const at = new Map(records.map((one) => [one.id, one]));
  const found = new Map();
  bundles.forEach((bundle) => {
    const relation = TERMS[bundle.p].name;
    let { from, to } = bundle;
    if ((map && relation === 'partOf') || from === to || !at.has(from) || !at.has(to)) return;
    // What stands in a frame is at home there: the frame says it.
    if (map && (inFrame(from, to, frames, at) || inFrame(to, from, frames, at))) return;
    let kind = LINES[relation] || 'line';
    if (bundle.home && ['person', 'group'].includes(kindOf(from))) { kind = 'seconded'; [from, to] = [to, from]; }
    add(found, bundle, from, to, kind, relation, folded);
  });
  const lines = [...found.values()].sort((a, b) => (b.kind === 'seconded') - (a.kind === 'seconded') || b.count - a.count || (a.key < b.key ? -1 : 1));
  let flows = 0;
  return curved(lines.filter((line) => {
    if (line.folded && line.kind !== 'seconded') flows += 1;
    // What lies nowhere known has to do with everywhere: that tells nothing.
    if (line.folded && [line.from, line.to].some((end) => NOWHERE.has(NODES.id[end]))) return false;
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

function add(found, bundle, from, to, kind, relation, folded) {
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
  line.count += bundle.count;
  line.facts.push(...bundle.facts);
  if (!line.names.includes(relation)) line.names.push(relation);
  line.dashed = line.dashed && bundle.unsettled;
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

// Neighbours of nodes that were opened in place, and without those of nodes that were closed.
async function expanded(view) {
  if (state.path || !(state.open.size || state.shut.size)) return view;
  await source.reach([...state.open, ...state.shut]);
  const records = view.records.slice();
  const drawn = new Set(view.drawn);
  state.shut.forEach((node) => {
    neighbours(node).filter((other) => drawn.has(other) && hangsOn(other, node, view)).forEach((other) => drawn.delete(other));
  });
  const taken = records.map((one) => ({ x: one.x, y: one.y, ...sizeOf(one) }));
  view.frames.forEach(([, x, y, w, h]) => taken.push({ x: x + w / 2, y: y + h / 2, w, h }));
  const added = [];
  state.open.forEach((node) => {
    const middle = records.find(({ id }) => id === node);
    if (!middle) return;
    neighbours(node).filter((other) => !drawn.has(other)).slice(0, 30).forEach((other) => {
      const place = freePlace(middle.x, middle.y, chipSize(other), taken);
      taken.push({ ...place, ...chipSize(other) });
      records.push(record(other, place));
      drawn.add(other);
      added.push(other);
    });
  });
  const kept = records.filter(({ id }) => drawn.has(id));
  await source.reach(added);
  const more = bundled(added, (node) => (drawn.has(node) ? node : chainOf(node).find((i) => drawn.has(i))));
  return {
    ...view,
    ...drawnWith(kept, [...view.bundles, ...more], {
      map: state.focus === null, folded: new Set(kept.filter((one) => one.folded || one.rim).map(({ id }) => id)),
      frames: new Map(view.frames.map((frame) => [frame[0], frame])),
    }),
  };
}

function sizeOf(one) {
  const { margin } = DATA.chip;
  return { w: one.widthConstraint.minimum + 2 * margin, h: one.heightConstraint.minimum + 2 * margin };
}

function neighbours(node) {
  const found = new Set();
  source.factsOf(node).forEach((fact) => {
    const other = otherEnd(fact, node);
    if (leadsOn(fact, other) && other !== node && !filters.kinds.has(kindOf(other))) found.add(other);
  });
  return [...found].sort((a, b) => source.degree(b) - source.degree(a) || a - b);
}

// Whether a node is drawn with no line but to one other.
function hangsOn(node, other, view) {
  return view.lines.every((line) => (line.from !== node && line.to !== node) || line.from === other || line.to === other)
    && !view.frames.some((frame) => frame[0] === node);
}
