// The drawing: vis-network with fixed positions, colours from the style sheet, nothing that moves by itself.
const LINES = {
  heldPost: 'post', staffOf: 'post', secondedTo: 'seconded', secondedPost: 'seconded', secondedFrom: 'seconded',
  wroteReport: 'report', reportAbout: 'report', proposes: 'initiative', targetDistrict: 'initiative',
  implementedIn: 'initiative', visited: 'visited', partOf: 'faint',
};
const ARROWS = new Set(['seconded', 'visited', 'report', 'initiative']);
const SMALLEST = 0.72;
const LARGEST = 1.15;

const canvas = (() => {
  let colours = {};
  let network = null;
  let nodes, edges;
  let view = { records: [], frames: [], blank: [], lines: [] };
  let lit = null;

  function readColours() {
    const style = getComputedStyle(document.documentElement);
    const names = [...KINDS, ...new Set(Object.values(LINES)), 'line', 'text', 'soft', 'surface', 'page', 'rule', 'accent',
      ...KINDS.map((kind) => `${kind}-fill`), 'frame0', 'frame1', 'frame2', 'tile0', 'tile1', 'tile2', 'tile3'];
    colours = Object.fromEntries(names.map((name) => [name, style.getPropertyValue(`--${name}`).trim()]));
    colours.font = getComputedStyle(document.body).fontFamily;
  }

  // The more people, the darker.
  function shade(node) {
    const count = people[node] || 0;
    return count >= 100 ? 3 : count >= 20 ? 2 : count >= 5 ? 1 : 0;
  }

  function nodeStyle(record) {
    const kind = kindOf(record.id);
    const plain = !record.folded && (kind === 'place' || kind === 'region');
    const fill = record.folded && kind !== 'organization' ? `tile${shade(record.id)}` : `${kind}-fill`;
    const colour = { background: plain ? colours.surface : colours[fill], border: colours[kind] };
    return {
      ...record,
      borderWidth: record.folded ? 2 : 1,
      color: { ...colour, highlight: colour },
      font: { color: colours.text, face: colours.font },
    };
  }

  function edgeStyle(line, i) {
    const colour = colours[line.kind];
    return {
      id: i,
      from: line.from,
      to: line.to,
      color: { color: colour, highlight: colour, opacity: line.folded && line.kind !== 'seconded' ? 0.4 : 0.9 },
      width: widthOf(line, view.tiled),
      dashes: line.dashed ? [6, 5] : line.kind === 'faint' ? [1, 4] : false,
      smooth: line.curve ? { enabled: true, type: 'curvedCW', roundness: line.curve } : false,
      arrows: ARROWS.has(line.kind) ? { to: { enabled: true, scaleFactor: line.kind === 'seconded' ? 0.8 : 0.5 } } : undefined,
    };
  }

  // vis-network moves to see all of new data; the reader's place is kept.
  function fill() {
    const place = { position: network.getViewPosition(), scale: network.getScale(), animation: false };
    nodes = new vis.DataSet(view.records.map(nodeStyle));
    edges = new vis.DataSet(view.lines.map(edgeStyle));
    network.setData({ nodes, edges });
    network.moveTo(place);
  }

  // What is picked stands out: a veil over all, and what belongs to it drawn once more on the veil.
  function drawLit(context) {
    if (lit) {
      const corner = network.DOMtoCanvas({ x: 0, y: 0 });
      const room = byId('canvas').getBoundingClientRect();
      const scale = network.getScale();
      context.globalAlpha = 0.62;
      context.fillStyle = colours.surface;
      context.fillRect(corner.x, corner.y, room.width / scale, room.height / scale);
      context.globalAlpha = 1;
      const { nodes: chips, edges: strokes } = network.body;
      view.lines.forEach((line, i) => { if (lit.lines.has(line.key)) { strokes[i].draw(context); strokes[i].drawArrows(context); } });
      lit.nodes.forEach((node) => chips[node].draw(context));
      if (lit.middle !== null) {
        const { left, top, right, bottom } = boxOf(lit.middle);
        box(context, left - 3, top - 3, right - left + 6, bottom - top + 6, null, colours.accent, 8, 2.5);
      }
    }
    view.lines.forEach((line, i) => drawName(context, line, network.body.edges[i]));
  }

  // How many facts a wide line stands for; what the lines of the picked node, or of a path, say.
  function drawName(context, line, stroke) {
    const isLit = lit && lit.lines.has(line.key);
    let text = '';
    if (line.folded && line.count > 1 && (isLit || (!lit && line.kind === 'seconded'))) text = String(line.count);
    else if ((isLit && lit.lines.size <= 30) || view.named) text = line.names.map(termNamed).join(' / ');
    if (!text) return;
    const { x, y } = stroke.edgeType.getPoint(0.5);
    context.font = `13px ${colours.font}`;
    context.textAlign = 'center';
    context.textBaseline = 'middle';
    context.lineJoin = 'round';
    context.lineWidth = 4;
    context.strokeStyle = colours.surface;
    context.strokeText(text, x, y);
    context.fillStyle = colours.text;
    context.fillText(text, x, y);
  }

  // Frames of containers and the empty tiles of provinces, under everything.
  function drawGround(context) {
    view.blank.forEach(([name, x, y, w, h]) => {
      box(context, x, y, w, h, null, colours.rule, 6);
      context.fillStyle = colours.soft;
      context.font = `13px ${colours.font}`;
      context.textAlign = 'center';
      context.textBaseline = 'middle';
      context.fillText(name, x + w / 2, y + h / 2);
    });
    view.frames.forEach(([, x, y, w, h, depth]) => {
      box(context, x, y, w, h, colours[`frame${Math.min(depth, 2)}`], colours.rule, 10);
    });
  }

  function box(context, x, y, w, h, inside, stroke, radius, width = 1) {
    context.beginPath();
    context.roundRect(x, y, w, h, radius);
    if (inside) { context.fillStyle = inside; context.fill(); }
    context.strokeStyle = stroke;
    context.lineWidth = width;
    context.stroke();
  }

  // Draw a view: records of vis-network, frames, empty tiles, lines.
  function show(next, keepPlace) {
    view = next;
    lit = null;
    fill();
    if (!keepPlace) fit();
  }

  // The rectangle of a chip; vis-network adds the radius of its corners to it.
  function boxOf(node) {
    const box = network.getBoundingBox(node);
    const more = DATA.options.nodes.shapeProperties.borderRadius;
    return { left: box.left + more, top: box.top + more, right: box.right - more, bottom: box.bottom - more };
  }

  function bounds() {
    const boxes = view.records.map((one) => {
      const { w, h } = sizeOf(one);
      return { left: one.x - w / 2, top: one.y - h / 2, right: one.x + w / 2, bottom: one.y + h / 2 };
    });
    view.frames.concat(view.blank).forEach(([, x, y, w, h]) => boxes.push({ left: x, top: y, right: x + w, bottom: y + h }));
    return boxes.reduce((all, one) => ({
      left: Math.min(all.left, one.left), top: Math.min(all.top, one.top),
      right: Math.max(all.right, one.right), bottom: Math.max(all.bottom, one.bottom),
    }), boxes[0] || { left: -1, top: -1, right: 1, bottom: 1 });
  }

  // As much as can be read: never so small that labels are not legible, unless the whole is asked for.
  function fit(whole) {
    const area = bounds();
    const room = byId('canvas').getBoundingClientRect();
    const needed = Math.min((room.width - 36) / (area.right - area.left), (room.height - 36) / (area.bottom - area.top));
    const scale = Math.min(LARGEST, whole ? needed : Math.max(SMALLEST, needed));
    const [middleX, middleY] = [(area.left + area.right) / 2, (area.top + area.bottom) / 2];
    const [roomX, roomY] = [(room.width - 36) / scale, (room.height - 36) / scale];
    const centre = view.centre || { x: middleX, y: middleY };
    const within = (value, low, high, size) => (high - low <= size ? (low + high) / 2 : Math.min(Math.max(value, low + size / 2), high - size / 2));
    // What does not fit begins at its top left, or has its middle in sight.
    const start = view.centre ? centre : { x: area.left + roomX / 2, y: area.top + roomY / 2 };
    network.moveTo({
      position: { x: within(start.x, area.left, area.right, roomX), y: within(start.y, area.top, area.bottom, roomY) }, scale, animation: false,
    });
  }

  function light(middle, litNodes, litLines) {
    lit = litNodes ? { middle, nodes: new Set(litNodes), lines: new Set(litLines) } : null;
    network.body.emitter.emit('_requestRedraw'); // in the next frame: the panel need not wait for it
  }

  function lightNode(node) {
    if (!view.drawn.has(node) || (node === state.scene && state.focus === null)) { light(null, null); return; } // all is in it
    const lines = view.lines.filter((line) => line.from === node || line.to === node);
    const home = view.drawn.has(NODES.up[node]) ? [NODES.up[node]] : [];
    light(node, [node, ...home, ...lines.flatMap((line) => [line.from, line.to])], lines.map((line) => line.key));
  }

  function lightLine(key) {
    const line = view.lines.find((one) => one.key === key);
    if (line) light(null, [line.from, line.to], [key]); else light(null, null);
  }

  // How much of the drawing a panel over it hides from below, in pixels.
  function covered() {
    if (getComputedStyle(byId('panel')).position !== 'fixed') return 0;
    const { bottom } = byId('canvas').getBoundingClientRect();
    return Math.max(0, bottom - byId('panel').getBoundingClientRect().top);
  }

  // Into the middle of what can be seen of the drawing.
  function toward(node) {
    if (!view.drawn.has(node)) return;
    const scale = Math.max(0.8, network.getScale());
    const { x, y } = network.getPosition(node);
    network.moveTo({ position: { x, y: y + covered() / 2 / scale }, scale, animation: false });
  }

  // As little as brings it into sight.
  function inSight(node) {
    const { x, y } = network.canvasToDOM(network.getPosition(node));
    const room = byId('canvas').getBoundingClientRect();
    if (x < 40 || y < 30 || x > room.width - 40 || y > room.height - covered() - 30) toward(node);
  }

  function zoom(factor) {
    network.moveTo({ scale: Math.min(4, Math.max(0.08, network.getScale() * factor)), animation: false });
  }

  // The drawn node nearest to another in a direction, for the arrow keys.
  function beside(node, dx, dy) {
    const from = node !== null && view.drawn.has(node) ? network.getPosition(node) : network.getViewPosition();
    let best = null;
    view.records.forEach(({ id }) => {
      const at = network.getPosition(id);
      const [x, y] = [at.x - from.x, at.y - from.y];
      const ahead = x * dx + y * dy;
      const aside = Math.abs(x * dy) + Math.abs(y * dx);
      if (id === node || ahead <= 2) return;
      const cost = ahead + 2.5 * aside;
      if (!best || cost < best.cost) best = { id, cost };
    });
    return best && best.id;
  }

  function setUp(act) {
    readColours();
    network = new vis.Network(byId('canvas'), {}, DATA.options);
    network.on('beforeDrawing', drawGround);
    network.on('afterDrawing', drawLit);
    network.on('click', (event) => {
      network.unselectAll();
      if (event.nodes.length) act.node(event.nodes[0]);
      else if (event.edges.length) act.line(view.lines[event.edges[0]]);
      else act.nothing();
    });
    network.on('doubleClick', (event) => { if (event.nodes.length) act.open(event.nodes[0]); });
  }

  function recolour() { readColours(); fill(); }

  return {
    setUp, show, fit, light, lightNode, lightLine, toward, inSight, zoom, beside, recolour, bounds,
    drawn: () => view, colours: () => colours, network: () => network,
    // Where a node stands on the canvas element, in CSS pixels.
    pointOf: (node) => network.canvasToDOM(network.getPosition(node)),
    boxOf,
  };
})();

function widthOf(line, tiled) {
  if (line.folded) return flowWidth(line, tiled);
  return { seconded: 2.6, faint: 1 }[line.kind] || 1.4;
}

// The wider, the more; what goes out from a region of ours, as from every capital, stays thin.
function flowWidth(line, tiled) {
  const thin = line.kind !== 'seconded' && (!tiled || [line.from, line.to].some((end) => kindOf(end) === 'region'));
  return Math.min(thin ? 3 : 9, 1 + 1.1 * Math.log2(line.count));
}

function termNamed(name) {
  const found = TERMS.find((one) => one.name === name);
  return found ? found[state.language] : name;
}
