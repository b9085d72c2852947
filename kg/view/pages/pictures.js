// The drawing as SVG, and as PNG made from it: the same scene, whole, with its title.
const SVG = 'http://www.w3.org/2000/svg';
const MOST_PIXELS = 8000;

function svgMake(tag, values, text) {
  const element = document.createElementNS(SVG, tag);
  Object.entries(values).forEach(([name, value]) => element.setAttribute(name, value));
  if (text !== undefined) element.textContent = text;
  return element;
}

// Where the line from the middle of a box towards a point leaves the box.
function leaving(box, to) {
  const [x, y] = [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
  const [dx, dy] = [to.x - x, to.y - y];
  if (!dx && !dy) return { x, y };
  const scale = Math.min(Math.abs((box.right - box.left) / 2 / (dx || 1e-9)), Math.abs((box.bottom - box.top) / 2 / (dy || 1e-9)));
  return { x: x + dx * Math.min(1, scale), y: y + dy * Math.min(1, scale) };
}

function picture() {
  const colours = canvas.colours();
  const view = canvas.drawn();
  const area = canvas.bounds();
  const [pad, head] = [24, 44];
  const [w, h] = [area.right - area.left + 2 * pad, area.bottom - area.top + 2 * pad + head];
  const svg = svgMake('svg', { xmlns: SVG, width: Math.round(w), height: Math.round(h), viewBox: `${area.left - pad} ${area.top - pad - head} ${w} ${h}`, 'font-family': colours.font.replace(/"/g, "'"), 'font-size': DATA.chip.font });
  svg.append(svgMake('title', {}, DATA.title));
  svg.append(svgMake('rect', { x: area.left - pad, y: area.top - pad - head, width: w, height: h, fill: colours.surface }));
  svg.append(svgMake('text', { x: area.left, y: area.top - head / 2, fill: colours.text, 'font-size': 20, 'font-weight': 600 }, DATA.title));
  const heads = svgMake('defs', {});
  svg.append(heads);
  view.blank.forEach(([name, x, y, bw, bh]) => {
    svg.append(svgMake('rect', { x, y, width: bw, height: bh, rx: 6, fill: 'none', stroke: colours.rule }));
    svg.append(svgMake('text', { x: x + bw / 2, y: y + bh / 2 + 5, fill: colours.soft, 'font-size': 13, 'text-anchor': 'middle' }, name));
  });
  view.frames.forEach(([, x, y, fw, fh, depth]) => {
    svg.append(svgMake('rect', { x, y, width: fw, height: fh, rx: 10, fill: colours[`frame${Math.min(depth, 2)}`], stroke: colours.rule }));
  });
  const boxes = new Map(view.records.map(({ id }) => [id, canvas.boxOf(id)]));
  const middle = (box) => ({ x: (box.left + box.right) / 2, y: (box.top + box.bottom) / 2 });
  view.lines.forEach((line) => {
    const [from, to] = [boxes.get(line.from), boxes.get(line.to)];
    const [a, b] = [middle(from), middle(to)];
    const bend = { x: (a.x + b.x) / 2 - (b.y - a.y) * line.curve, y: (a.y + b.y) / 2 + (b.x - a.x) * line.curve };
    const [start, end] = line.curve ? [leaving(from, bend), leaving(to, bend)] : [leaving(from, b), leaving(to, a)];
    const values = {
      d: `M${start.x.toFixed(1)},${start.y.toFixed(1)} ${line.curve ? `Q${bend.x.toFixed(1)},${bend.y.toFixed(1)} ` : 'L'}${end.x.toFixed(1)},${end.y.toFixed(1)}`,
      fill: 'none', stroke: colours[line.kind],
      'stroke-width': widthOf(line, view.tiled),
      'stroke-opacity': line.folded && line.kind !== 'seconded' ? 0.4 : 0.9,
    };
    if (line.dashed) values['stroke-dasharray'] = '6 5';
    if (ARROWS.has(line.kind)) {
      if (!heads.querySelector(`#head-${line.kind}`)) {
        const marker = svgMake('marker', { id: `head-${line.kind}`, viewBox: '0 0 10 10', refX: 9, refY: 5, markerWidth: 12, markerHeight: 12, markerUnits: 'userSpaceOnUse', orient: 'auto' });
        marker.append(svgMake('path', { d: 'M0,0 L10,5 L0,10 z', fill: colours[line.kind] }));
        heads.append(marker);
      }
      values['marker-end'] = `url(#head-${line.kind})`;
    }
    svg.append(svgMake('path', values));
  });
  view.records.forEach((record) => {
    const box = boxes.get(record.id);
    const kind = kindOf(record.id);
    const plain = !record.folded && (kind === 'place' || kind === 'region');
    svg.append(svgMake('rect', { x: box.left, y: box.top, width: box.right - box.left, height: box.bottom - box.top, rx: 6, fill: plain ? colours.surface : colours[`${kind}-fill`], stroke: colours[kind] }));
    const lines = record.label.split('\n');
    const text = svgMake('text', { fill: colours.text });
    lines.forEach((line, i) => text.append(svgMake('tspan', {
      x: box.left + DATA.chip.margin, y: (box.top + box.bottom) / 2 + (i - (lines.length - 1) / 2) * DATA.chip.font * 1.05 + 5,
    }, line)));
    svg.append(text);
  });
  return { text: new XMLSerializer().serializeToString(svg), w, h };
}

function save(name, blob) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

// Characters that may stand in a file name on every system.
function fileName(kind) {
  const title = DATA.title.replace(/[^\p{L}\p{N}]+/gu, '-').slice(0, 60) || 'kg';
  return `${title}.${kind}`;
}

function saveSvg() {
  save(fileName('svg'), new Blob([picture().text], { type: 'image/svg+xml' }));
}

async function savePng() {
  const { text, w, h } = picture();
  const scale = Math.min(2, MOST_PIXELS / Math.max(w, h));
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
  await image.decode();
  const sheet = document.createElement('canvas');
  [sheet.width, sheet.height] = [Math.round(w * scale), Math.round(h * scale)];
  sheet.getContext('2d').drawImage(image, 0, 0, sheet.width, sheet.height);
  save(fileName('png'), await new Promise((done) => { sheet.toBlob(done, 'image/png'); }));
}
