// The source of a page whose file holds the whole graph: packed JSON in blocks, unpacked when they are asked for.
const source = (() => {
  let starts, lists; // where the list of each node starts, and the lists of facts that end there
  let turn = -1; // of the filters for which the next two stand
  let passing; // fact to 0 or 1
  let living; // node to 0 or 1: whether a passing fact ends there
  let ids;
  const unpacked = new Map();

  async function unpack(id) {
    const raw = atob(byId(id).textContent);
    const bytes = new Uint8Array(raw.length);
    for (let i = 0; i < raw.length; i += 1) bytes[i] = raw.charCodeAt(i);
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
    return JSON.parse(await new Response(stream).text());
  }

  function piece(id) {
    if (!unpacked.has(id)) unpacked.set(id, unpack(id));
    return unpacked.get(id);
  }

  async function core() {
    const found = await unpack('core');
    ({ nodes: NODES, facts: FACTS, sources: SOURCES } = found);
    HOME = new Set(FACTS.home);
    starts = new Int32Array(NODES.id.length + 1);
    const ends = (i, act) => { act(FACTS.s[i]); if (FACTS.o[i] >= 0 && FACTS.o[i] !== FACTS.s[i]) act(FACTS.o[i]); };
    for (let i = 0; i < FACTS.s.length; i += 1) ends(i, (node) => { starts[node + 1] += 1; });
    for (let i = 0; i < starts.length - 1; i += 1) starts[i + 1] += starts[i];
    lists = new Int32Array(starts[starts.length - 1]);
    const next = starts.slice();
    for (let i = 0; i < FACTS.s.length; i += 1) ends(i, (node) => { lists[next[node]] = i; next[node] += 1; });
    return found;
  }

  function factsOf(node) { return lists.subarray(starts[node], starts[node + 1]); }
  function degree(node) { return starts[node + 1] - starts[node]; }

  function filtered() {
    if (turn === filterTurn) return;
    turn = filterTurn;
    passing = new Uint8Array(FACTS.s.length);
    living = new Uint8Array(NODES.id.length).fill(filtersFacts() ? 0 : 1);
    for (let i = 0; i < passing.length; i += 1) {
      if (!passes(i)) continue;
      passing[i] = 1;
      living[FACTS.s[i]] = 1;
      if (FACTS.o[i] >= 0) living[FACTS.o[i]] = 1;
    }
  }

  // For each node what stands for it in a scene: itself or the nearest that it lies in, -1 for none.
  function standing(nodes) {
    const stand = new Int32Array(NODES.id.length).fill(-2);
    nodes.forEach(({ id }) => { stand[id] = id; });
    const find = (node) => {
      if (node < 0) return -1;
      if (stand[node] === -2) stand[node] = find(NODES.up[node]);
      return stand[node];
    };
    for (let i = 0; i < stand.length; i += 1) find(i);
    return stand;
  }

  async function tally(i) {
    const { nodes } = await piece(`scene${i}`);
    filtered();
    const stand = standing(nodes);
    const within = {};
    for (let node = 0; node < stand.length; node += 1) {
      const above = stand[node];
      if (!living[node] || above < 0 || above === node) continue;
      within[above] = within[above] || {};
      within[above][NODES.kind[node]] = (within[above][NODES.kind[node]] || 0) + 1;
    }
    const bundles = new Map();
    for (let fact = 0; fact < passing.length; fact += 1) {
      if (!passing[fact] || FACTS.o[fact] < 0) continue;
      const [from, to] = [stand[FACTS.s[fact]], stand[FACTS.o[fact]]];
      if (from < 0 || to < 0 || from === to) continue;
      const [p, open, home] = [FACTS.p[fact], unsettled(fact), HOME.has(fact)];
      const key = ((from * stand.length + to) * TERMS.length + p) * 4 + 2 * open + home;
      const bundle = bundles.get(key);
      if (bundle) {
        bundle.count += 1;
        bundle.facts.push(fact);
      } else bundles.set(key, { from, to, p, unsettled: open, home, count: 1, facts: [fact] });
    }
    return { bundles: [...bundles.values()], living: new Set(nodes.map(({ id }) => id).filter((id) => living[id])), within };
  }

  async function detail(fact) { return (await piece(`detail${Math.floor(fact / DATA.piece)}`))[fact % DATA.piece]; }

  function rankOf(node, wanted) {
    const label = NODES.label[node].toLowerCase();
    if (label === wanted) return 0;
    if (label.startsWith(wanted)) return 1;
    return NODES.find[node].split(' ').some((word) => word.startsWith(wanted)) ? 2 : 3;
  }

  async function find(wanted, kinds) {
    const found = [];
    for (let i = 0; i < NODES.find.length; i += 1) {
      if (kinds && !kinds.includes(kindOf(i))) continue;
      if (NODES.find[i].includes(wanted)) found.push([rankOf(i, wanted), -degree(i), i]);
    }
    return found.sort((a, b) => a[0] - b[0] || a[1] - b[1] || a[2] - b[2]).slice(0, HITS).map((one) => one[2]);
  }

  async function documents(wanted, most) {
    return SOURCES.title.map((_, i) => i)
      .filter((i) => `${SOURCES.title[i]} ${SOURCES.path[i]}`.toLowerCase().includes(wanted)).slice(0, most);
  }

  async function named() {
    ids = ids || { nodes: new Map(NODES.id.map((one, i) => [one, i])), documents: new Map(SOURCES.id.map((one, i) => [one, i])) };
    return ids;
  }

  async function members(node) {
    filtered();
    const found = [];
    for (let i = 0; i < living.length; i += 1) if (living[i] && kindOf(i) === 'person' && lies(i, node)) found.push(i);
    return { count: found.length, people: found.sort((a, b) => degree(b) - degree(a) || a - b).slice(0, MOST_MEMBERS) };
  }

  // The fewest steps from one node to another along passing facts; containment only where nothing else leads there.
  function shortestPath(from, to) {
    for (const contained of [false, true]) {
      const before = new Map([[from, null]]);
      const queue = [from];
      for (let i = 0; i < queue.length && !before.has(to); i += 1) {
        factsOf(queue[i]).forEach((fact) => {
          const other = otherEnd(fact, queue[i]);
          if (!leadsOn(fact, other) || before.has(other) || (!contained && relationOf(fact) === 'partOf')) return;
          before.set(other, queue[i]);
          queue.push(other);
        });
      }
      if (before.has(to)) {
        const path = [];
        for (let node = to; node !== null; node = before.get(node)) path.unshift(node);
        return path;
      }
    }
    return null;
  }

  function rowText(fact) {
    const ends = [FACTS.s[fact], FACTS.o[fact]].filter((node) => node >= 0).map((node) => NODES.find[node]);
    return [...Object.values(COLUMNS).map((value) => value(fact)), ...ends].join(' ').toLowerCase();
  }

  async function rows({ words, column, ascending, drawn, most }) {
    filtered();
    const found = [];
    for (let i = 0; i < passing.length; i += 1) {
      if (!passing[i]) continue;
      if (drawn && !(drawn.has(FACTS.s[i]) && (FACTS.o[i] < 0 || drawn.has(FACTS.o[i])))) continue;
      if (words && !rowText(i).includes(words)) continue;
      found.push(i);
    }
    if (column) {
      const value = COLUMNS[column];
      const keys = new Map(found.map((i) => [i, value(i)]));
      const { compare } = new Intl.Collator(state.language === 'zh' ? 'zh-Hans-CN' : 'en', { numeric: true });
      const sign = ascending ? 1 : -1;
      found.sort((a, b) => sign * compare(keys.get(a), keys.get(b)) || a - b);
    }
    return { rows: found.slice(0, most), count: found.length };
  }

  const nothing = async () => {};
  return {
    core, scene: (i) => piece(`scene${i}`), tally, reach: nothing, among: nothing, hold: nothing, factsOf, degree,
    total: (node) => factsOf(node).filter(passes).length, detail, find, documents, named, members,
    path: async (from, to) => shortestPath(from, to), rows,
  };
})();
