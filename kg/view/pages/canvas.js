// The drawing: vis-network with fixed positions, colours from the style sheet, nothing that moves by itself.
const NEIGHBOURS = 60;
const LINES = {
  heldPost: 'post', secondedTo: 'seconded', secondedPost: 'seconded',
  wroteReport: 'report', proposes: 'initiative', visited: 'visited', partOf: 'faint',
};

function lineOf(edge) { return LINES[edge.p] || 'line'; }

const canvas = (() => {
  const nodes = new vis.DataSet();
  const edges = new vis.DataSet();
  const hiddenKinds = new Set();
  let colours = {};
  let emphasised = null;
  let network = null;
  let told = { key: null, values: {} };

  function readColours() {
    const style = getComputedStyle(document.documentElement);
    const names = [...KINDS, ...new Set(Object.values(LINES)), 'line', 'text', 'surface'];
    colours = Object.fromEntries(names.map((name) => [name, style.getPropertyValue(`--${name}`).trim()]));
  }

  function dim(isDim) { return isDim ? 0.18 : 1; }

  function nodeStyle(i) {
    const node = DATA.nodes[i];
    const isDim = emphasised && !emphasised.nodes.has(i);
    const colour = { background: colours[node.kind], border: colours.surface };
    return {
      id: i,
      hidden: hiddenKinds.has(node.kind),
      opacity: dim(isDim),
      color: { ...colour, highlight: { ...colour, border: colours.text } },
      font: { color: isDim ? colours.faint : colours.text, strokeColor: colours.surface },
      labelHighlightBold: true,
    };
  }

  function edgeStyle(i) {
    const edge = DATA.edges[i];
    const named = emphasised && emphasised.edges.has(i);
    const kinds = [edge.from, edge.to].map((end) => DATA.nodes[end].kind);
    return {
      id: i,
      hidden: kinds.some((kind) => hiddenKinds.has(kind)),
      label: named && !edge.faint ? words({ t: edge.p }) : ' ',
      color: { color: colours[lineOf(edge)], highlight: colours[lineOf(edge)], opacity: dim(emphasised && !named) },
      width: lineOf(edge) === 'seconded' ? 2.6 : edge.faint ? 1 : 1.6,
      dashes: edge.dashed ? [6, 5] : edge.faint ? [1, 4] : false,
      smooth: edge.curve ? { enabled: true, type: 'curvedCW', roundness: edge.curve } : false,
      arrows: { [edge.arrow]: { enabled: true, scaleFactor: edge.faint ? 0.35 : 0.7 } },
      font: { color: colours.text, strokeColor: colours.surface, face: fontFace() },
    };
  }

  function fontFace() { return getComputedStyle(document.body).fontFamily; }

  function restyle() {
    const face = fontFace();
    nodes.update(nodes.getIds().map((i) => {
      const style = nodeStyle(i);
      return { ...style, font: { ...style.font, face } };
    }));
    edges.update(edges.getIds().map(edgeStyle));
  }

  function replace(newNodes, newEdges) {
    emphasised = null;
    edges.clear();
    nodes.clear();
    nodes.add(newNodes);
    edges.add(newEdges);
    restyle();
    fitAll();
  }

  // Sized and drawn first: only then does vis-network know how much room there is and the labels take.
  function fitAll() {
    network.setSize('100%', '100%');
    network.redraw();
    network.fit({ maxZoomLevel: 1.2, animation: false });
  }

  function overview() {
    const rest = DATA.nodes.length - DATA.vis.nodes.length;
    notice(rest ? 'hidden' : null, { drawn: DATA.vis.nodes.length, rest });
    byId('overview').hidden = true;
    replace(DATA.vis.nodes, DATA.vis.edges);
  }

  // One node in the middle, its neighbours on rings around it.
  function around(middle) {
    const near = [...new Set(edgesOf[middle].flatMap((i) => [DATA.edges[i].from, DATA.edges[i].to]))]
      .filter((i) => i !== middle)
      .sort((a, b) => edgesOf[b].length - edgesOf[a].length || a - b);
    const drawn = [middle, ...near.slice(0, NEIGHBOURS)];
    const inside = new Set(drawn);
    const lines = new Set(drawn.flatMap((i) => edgesOf[i]));
    const rest = near.length + 1 - drawn.length;
    notice(rest ? 'neighbourhood' : 'whole', { name: DATA.nodes[middle].label, drawn: drawn.length, rest });
    replace(
      drawn.map((i, place) => ({ id: i, label: DATA.nodes[i].lines, ...DATA.shapes[DATA.nodes[i].kind], ...ring(place, drawn.length - 1) })),
      [...lines].sort((a, b) => a - b).map((i) => ({ id: i, from: DATA.edges[i].from, to: DATA.edges[i].to }))
        .filter((edge) => inside.has(edge.from) && inside.has(edge.to)),
    );
    byId('overview').hidden = false;
    selectNode(middle);
  }

  function ring(place, count) {
    if (place === 0) return { x: 0, y: 0 };
    const perRing = 20;
    const level = Math.floor((place - 1) / perRing);
    const onRing = Math.min(perRing, count - level * perRing);
    const angle = (2 * Math.PI * ((place - 1) % perRing)) / onRing + level * 0.15;
    const radius = Math.max(170, onRing * 22) + level * 150;
    return { x: Math.round(1.6 * radius * Math.cos(angle)), y: Math.round(radius * Math.sin(angle)) };
  }

  function notice(key, values) {
    told = { key, values };
    byId('hidden').textContent = key ? say(key, values) : '';
    byId('hidden').hidden = !key;
  }

  function speak() {
    restyle();
    notice(told.key, told.values);
  }

  function select(nodeIds, edgeIds) {
    emphasised = nodeIds.length || edgeIds.length ? { nodes: new Set(nodeIds), edges: new Set(edgeIds) } : null;
    restyle();
    network.setSelection({ nodes: [], edges: [] });
  }

  function selectNode(i) {
    const lines = edgesOf[i].filter((edge) => edges.get(edge));
    const ends = lines.flatMap((edge) => [DATA.edges[edge].from, DATA.edges[edge].to]);
    select([i, ...ends], lines);
    openPanel(() => showNode(i));
  }

  function selectEdge(i) {
    select([DATA.edges[i].from, DATA.edges[i].to], [i]);
    openPanel(() => showEdge(i));
  }

  function selectFact(fact) {
    const { s, o } = DATA.facts[fact];
    const ends = [s, o].filter((i) => i !== null && nodes.get(i));
    const line = s === null ? undefined : edgesOf[s].find((i) => DATA.edges[i].facts.includes(fact) && edges.get(i));
    select(ends, line === undefined ? [] : [line]);
    if (ends.length) network.fit({ nodes: ends, maxZoomLevel: 1, animation: false });
  }

  function find(i) {
    const kind = DATA.nodes[i].kind;
    if (hiddenKinds.delete(kind)) drawLegend();
    if (!nodes.get(i)) {
      around(i);
      return;
    }
    selectNode(i);
    network.focus(i, { scale: Math.max(1, network.getScale()), animation: false });
  }

  function toggleKind(kind) {
    if (!hiddenKinds.delete(kind)) hiddenKinds.add(kind);
    restyle();
    drawLegend();
  }

  function zoom(factor) { network.moveTo({ scale: network.getScale() * factor, animation: false }); }

  function start() {
    readColours();
    network = new vis.Network(byId('canvas'), { nodes, edges }, DATA.vis.options);
    network.on('click', (event) => {
      if (event.nodes.length) selectNode(event.nodes[0]);
      else if (event.edges.length) selectEdge(event.edges[0]);
      else closePanel();
    });
    window.matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => { readColours(); restyle(); });
    byId('overview').addEventListener('click', () => { overview(); closePanel(); });
    byId('fit').addEventListener('click', fitAll);
    byId('closer').addEventListener('click', () => zoom(1.25));
    byId('farther').addEventListener('click', () => zoom(0.8));
    overview();
  }

  // Where a node stands on the canvas element, in CSS pixels: for scripts that drive the page.
  function pointOf(i) { return network.canvasToDOM(network.getPosition(i)); }

  return { start, select, selectFact, around, find, toggleKind, hiddenKinds, speak, pointOf };
})();
