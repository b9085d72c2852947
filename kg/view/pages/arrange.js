// Positions of what no build can foresee: a neighbourhood, a path, neighbours of one node.  A fixed rule, no
// forces: the same choice gives the same picture.
const ROWS = 16;
const ROW = 46;
const COLUMN_GAP = 110;
const LEFT = new Set(['heldPost', 'secondedFrom', 'secondedBy', 'nativeOf', 'staffOf']);

function chipSize(node, extra = 0) {
  const { line, margin } = DATA.chip;
  return { w: NODES.width[node], h: (linesOf(node).split('\n').length + extra) * line + 2 * margin };
}

// A document says things about what it names; that is no tie between them.
function leadsOn(fact, other) { return other >= 0 && kindOf(other) !== 'document' && passes(fact); }

// Nodes within some steps: node to {step, from, side}, nearest and best connected first.
async function around(middle, steps, most) {
  const found = new Map([[middle, { step: 0, from: null, side: 0 }]]);
  let edge = [middle];
  let rest = 0;
  for (let step = 1; step <= steps && edge.length; step += 1) {
    const next = new Map();
    await source.reach(edge);
    edge.forEach((node) => source.factsOf(node).forEach((fact) => {
      const other = otherEnd(fact, node);
      if (!leadsOn(fact, other) || found.has(other) || next.has(other) || filters.kinds.has(kindOf(other))) return;
      const home = LEFT.has(relationOf(fact)) === (FACTS.s[fact] === node);
      next.set(other, { step, from: node, side: step === 1 ? (home ? -1 : 1) : found.get(node).side });
    }));
    const rank = new Map([...found.keys()].map((node, i) => [node, i]));
    const order = [...next].sort(([a, one], [b, two]) => rank.get(one.from) - rank.get(two.from)
      || source.degree(b) - source.degree(a) || a - b);
    const kept = order.slice(0, Math.max(0, (step === 1 ? most / 2 : most) - found.size));
    if (step === 1) kept.sort(([a], [b]) => NODES.kind[a] - NODES.kind[b]);
    kept.forEach(([node, how]) => found.set(node, how));
    rest += Math.max(0, order.length - [...next.keys()].filter((node) => found.has(node)).length);
    edge = [...next.keys()].filter((node) => found.has(node));
  }
  return { found, rest };
}

// The middle, homes on its left, the rest on its right, in columns by step, each column level with the middle.
function columns(found) {
  const at = new Map();
  const sides = new Map();
  const balance = [...found.values()].filter((how) => how.step === 1).reduce((sum, how) => sum + how.side, 0);
  let turn = 0;
  found.forEach((how, node) => {
    if (how.step === 0) { at.set(node, { x: 0, y: 0 }); return; }
    let { side } = how;
    // All on one side and many: the second half goes to the other.
    if (how.step === 1 && Math.abs(balance) > 8) { turn += 1; side = turn % 2 ? 1 : -1; how.side = side; }
    if (how.step > 1) { side = found.get(how.from).side; how.side = side; }
    const key = `${side} ${how.step}`;
    sides.set(key, [...(sides.get(key) || []), node]);
  });
  const reach = { '-1': chipSize([...found.keys()][0]).w / 2, 1: chipSize([...found.keys()][0]).w / 2 };
  [...sides.keys()].sort((a, b) => Math.abs(a.split(' ')[1]) - Math.abs(b.split(' ')[1])).forEach((key) => {
    const side = Number(key.split(' ')[0]);
    const nodes = sides.get(key);
    for (let start = 0; start < nodes.length; start += ROWS) {
      const column = nodes.slice(start, start + ROWS);
      const wide = Math.max(...column.map((node) => chipSize(node).w));
      const gap = start ? 24 : COLUMN_GAP;
      const x = reach[side] + gap + wide / 2;
      const heights = column.map((node) => chipSize(node).h + ROW - 32);
      let y = -heights.reduce((sum, h) => sum + h, 0) / 2;
      column.forEach((node, i) => {
        const inward = (wide - chipSize(node).w) / 2;
        at.set(node, { x: Math.round(side * (x - inward)), y: Math.round(y + heights[i] / 2) });
        y += heights[i];
      });
      reach[side] += gap + wide;
    }
  });
  return at;
}

// A path from left to right, in rows of four that turn like a snake.
function snake(path) {
  const at = new Map();
  const step = Math.max(...path.map((node) => chipSize(node).w)) + 130;
  path.forEach((node, i) => {
    const row = Math.floor(i / 4);
    const place = row % 2 ? 3 - (i % 4) : i % 4;
    at.set(node, { x: place * step, y: row * 130 });
  });
  return at;
}

// The free place nearest to a point for a chip, among taken boxes {x, y, w, h} with their centres.
function freePlace(x, y, size, taken) {
  const free = (cx, cy) => taken.every((box) => Math.abs(box.x - cx) * 2 >= box.w + size.w + 16
    || Math.abs(box.y - cy) * 2 >= box.h + size.h + 16);
  for (let ring = 1; ring < 60; ring += 1) {
    for (let i = 0; i < ring * 6; i += 1) {
      const angle = (2 * Math.PI * i) / (ring * 6);
      const [cx, cy] = [Math.round(x + Math.cos(angle) * ring * 70), Math.round(y + Math.sin(angle) * ring * 44)];
      if (free(cx, cy)) return { x: cx, y: cy };
    }
  }
  return { x, y: y + 60 * 44 };
}
