// The source of a page that a server feeds: what the page asks for is fetched and kept; see data.js.
const source = (() => {
  const NODE_ROW = ['id', 'label', 'width', 'kind', 'type', 'up', 'degree', 'english', 'lines', 'code', 'post'];
  const FACT_ROW = ['s', 'o', 'p', 'text', 'post', 'states', 'dates', 'from', 'to', 'sure', 'docs'];
  const SOURCE_ROW = ['id', 'title', 'path', 'date'];
  const AT_ONCE = 40;
  let version;
  let turn = -1; // of the filters for which the next two stand
  let reached = new Map(); // node to how many of its facts were asked for
  let counts = new Map(); // node to how many facts pass there
  const lists = new Map(); // node to the facts held that end there
  const details = new Map(); // fact to its detail, as a promise
  let waiting = []; // facts whose details are about to be asked for, with what to do then

  function columns(names) { return Object.fromEntries(names.map((name) => [name, []])); }

  function fill(table, names, [number, ...values]) {
    names.forEach((name, i) => { table[name][number] = values[i]; });
  }

  function take(packet) {
    const { nodes = [], facts = [], documents = [] } = packet;
    nodes.forEach((row) => fill(NODES, NODE_ROW, row));
    documents.forEach((row) => fill(SOURCES, SOURCE_ROW, row));
    facts.forEach((row) => {
      const [fact, s, o] = row;
      if (FACTS.s[fact] !== undefined) return;
      fill(FACTS, FACT_ROW, row);
      if (row[FACT_ROW.length + 1]) HOME.add(fact);
      [...new Set([s, o])].filter((end) => end >= 0).forEach((end) => {
        if (!lists.has(end)) lists.set(end, []);
        lists.get(end).push(fact);
      });
    });
    return packet;
  }

  async function fetched(path) {
    const response = await fetch(path).catch(() => null);
    if (response && response.ok) return response.json();
    byId('notice').textContent = DATA ? say(response && response.status === 409 ? 'changed' : 'failed') : (response && await response.text()) || 'no answer';
    byId('notice').hidden = false;
    throw new Error(`${response ? response.status : 'no answer'}: ${path.split('?')[0]}`);
  }

  async function get(name, values) {
    const query = new URLSearchParams();
    Object.entries(values).forEach(([key, value]) => [value].flat().forEach((one) => {
      if (one !== null && one !== '') query.append(key, one);
    }));
    return take(await fetched(`/map/${version}/${name}.json?${query}`));
  }

  function filtering() {
    const numbers = (names) => [...names].map((name) => TERMS.findIndex((one) => one.name === name));
    return {
      relation: numbers(filters.relations), state: numbers(filters.states), place: filters.place,
      since: filters.from, until: filters.to, document: filters.source, sure: filters.sure || null,
    };
  }

  function renewed() {
    if (turn === filterTurn) return;
    [turn, reached, counts] = [filterTurn, new Map(), new Map()];
  }

  async function core() {
    const notice = byId('notice');
    const waiting = setTimeout(() => { // who asks soon after the store was opened waits until the map is made
      notice.textContent = '正在准备关系图，请稍候… The map is being made…';
      notice.hidden = false;
    }, 400);
    const found = await fetched('/map/core.json').finally(() => clearTimeout(waiting));
    notice.hidden = true;
    ({ version } = found);
    [NODES, FACTS, SOURCES, HOME] = [columns(NODE_ROW), columns(FACT_ROW), columns(SOURCE_ROW), new Set()];
    return found;
  }

  async function tally(number) {
    const { bundles, living, within } = await get('tally', { number, ...filtering() });
    return {
      bundles: bundles.map(([from, to, p, open, home, count, facts]) => ({ from, to, p, unsettled: open > 0, home: home > 0, count, facts })),
      living: new Set(living), within,
    };
  }

  async function reach(nodes) {
    renewed();
    const most = nodes.length === 1 ? Infinity : 1;
    const wanted = nodes.filter((node) => (reached.get(node) || 0) < most);
    const asked = filterTurn;
    for (let i = 0; i < wanted.length; i += AT_ONCE) {
      const some = wanted.slice(i, i + AT_ONCE);
      const packet = await get('facts', { node: some, ...filtering() });
      if (asked !== filterTurn) return;
      some.forEach((node) => {
        const whole = packet.counts[node] <= packet.most || some.length === 1;
        reached.set(node, whole ? Infinity : packet.most);
        counts.set(node, packet.counts[node]);
      });
    }
  }

  async function among(nodes) {
    if (nodes.length > 1) await get('facts', { node: nodes, among: 1, ...filtering() });
  }

  async function hold(facts) {
    const wanted = facts.filter((fact) => FACTS.s[fact] === undefined);
    if (wanted.length) await get('held', { fact: wanted });
  }

  function factsOf(node) {
    const found = lists.get(node) || [];
    return found.sort((a, b) => a - b);
  }

  function total(node) {
    renewed();
    return counts.has(node) ? counts.get(node) : factsOf(node).filter(passes).length;
  }

  async function askDetails() {
    const asked = waiting;
    waiting = [];
    for (let i = 0; i < asked.length; i += AT_ONCE) {
      const some = asked.slice(i, i + AT_ONCE);
      try {
        const packet = await get('details', { fact: some.map(({ fact }) => fact) });
        some.forEach(({ fact, done }) => done(packet.details[fact]));
      } catch (error) { some.forEach(({ fact, failed }) => { details.delete(fact); failed(error); }); }
    }
  }

  // What is asked for in one go is asked of the server at once.
  function detail(fact) {
    if (!details.has(fact)) {
      details.set(fact, new Promise((done, failed) => {
        if (!waiting.length) setTimeout(askDetails);
        waiting.push({ fact, done, failed });
      }));
    }
    return details.get(fact);
  }

  async function named(names, document) {
    const wanted = [...new Set(names)];
    const found = wanted.length || document ? await get('nodes', { name: wanted, document }) : { named: {}, documented: {} };
    return { nodes: new Map(Object.entries(found.named)), documents: new Map(Object.entries(found.documented)) };
  }

  return {
    core, scene: async (number) => (await get('scene', { number })).scene, tally, reach, among, hold, factsOf, total,
    degree: (node) => NODES.degree[node], detail, named,
    find: async (words, kinds) => (await get('search', { words, kind: (kinds || []).map((kind) => KINDS.indexOf(kind)) })).hits,
    documents: async (words, most) => (await get('documents', { words, most })).hits,
    members: (node) => get('members', { node, ...filtering() }),
    path: async (from, to) => (await get('path', { from, to, ...filtering() })).path,
    rows: ({ words, column, ascending, drawn, most }) => get('rows', {
      words, column, descending: ascending ? null : 1, language: state.language, most,
      ...(drawn ? { drawn: 1, node: [...drawn] } : {}), ...filtering(),
    }),
  };
})();
