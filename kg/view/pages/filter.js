// What is shown: a filter over facts, and which nodes it leaves.
const filters = { kinds: new Set(), relations: new Set(), states: new Set(), place: null, from: '', to: '', source: null, sure: 0 };
let passing; // fact to 0 or 1
let living; // node to 0 or 1: whether a passing fact ends there
let people; // container to how many living people are in it

function filtersFacts() {
  return filters.relations.size + filters.states.size + (filters.place !== null) + (filters.from !== '') + (filters.to !== '')
    + (filters.source !== null) + (filters.sure > 0);
}

function lies(node, place) {
  for (let i = node; i >= 0; i = NODES.up[i]) if (i === place) return true;
  return false;
}

function applyFilters() {
  const { relations, states, place, source, sure } = filters;
  const [from, to] = [Number(filters.from) || 0, Number(filters.to) || 9999];
  const timed = filters.from !== '' || filters.to !== '';
  const within = place === null ? null : NODES.id.map((_, node) => lies(node, place));
  const count = FACTS.s.length;
  passing = new Uint8Array(count);
  living = new Uint8Array(NODES.id.length);
  for (let i = 0; i < count; i += 1) {
    const passes = (!relations.size || relations.has(relationOf(i)))
      && (!states.size || FACTS.states[i].some((state) => states.has(TERMS[state].name)))
      && (!within || within[FACTS.s[i]] || (FACTS.o[i] >= 0 && within[FACTS.o[i]]))
      && (!timed || (FACTS.from[i] > 0 && FACTS.from[i] <= to && FACTS.to[i] >= from))
      && (source === null || FACTS.docs[i].includes(source))
      && (sure === 0 || FACTS.sure[i] >= sure);
    if (passes) {
      passing[i] = 1;
      living[FACTS.s[i]] = 1;
      if (FACTS.o[i] >= 0) living[FACTS.o[i]] = 1;
    }
  }
  if (!filtersFacts()) living.fill(1);
  people = new Int32Array(NODES.id.length);
  for (let i = 0; i < NODES.id.length; i += 1) {
    if (!living[i] || kindOf(i) !== 'person') continue;
    for (let up = NODES.up[i]; up >= 0; up = NODES.up[up]) people[up] += 1;
  }
}

// Containers of something that lives are shown too.
function livingWithin() {
  const found = living.slice();
  for (let i = 0; i < found.length; i += 1) {
    if (!living[i] || filters.kinds.has(kindOf(i))) continue;
    for (let up = NODES.up[i]; up >= 0 && !found[up]; up = NODES.up[up]) found[up] = 1;
  }
  return found;
}

function checks(box, names, chosen, text) {
  byId(box).replaceChildren(...names.map((name) => {
    const line = make('label', 'check');
    const input = make('input');
    input.type = 'checkbox';
    input.checked = chosen.has(name);
    input.addEventListener('change', () => {
      if (input.checked) chosen.add(name); else chosen.delete(name);
      filtersChanged();
    });
    line.append(input, text(name));
    return line;
  }));
}

// The names of terms that facts use, the most frequent first.
function used(termsOf) {
  const count = new Map();
  for (let i = 0; i < FACTS.s.length; i += 1) {
    termsOf(i).forEach((t) => count.set(TERMS[t].name, (count.get(TERMS[t].name) || 0) + 1));
  }
  return [...count].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
}

let relationCounts, stateCounts;
function drawFilters() {
  relationCounts = relationCounts || used((i) => [FACTS.p[i]]);
  stateCounts = stateCounts || used((i) => FACTS.states[i]);
  const byName = new Map(TERMS.map((one) => [one.name, one]));
  const text = (counts) => (name) => `${byName.get(name)[state.language]} ${new Map(counts).get(name)}`;
  checks('relations', relationCounts.map(([name]) => name), filters.relations, text(relationCounts));
  checks('states', stateCounts.map(([name]) => name), filters.states, text(stateCounts));
  byId('from').value = filters.from;
  byId('to').value = filters.to;
  byId('sure').value = String(filters.sure);
  byId('place').value = filters.place === null ? '' : labelOf(filters.place);
  byId('source').value = filters.source === null ? '' : SOURCES.title[filters.source];
  countFilters();
}

function countFilters() {
  const count = filtersFacts() + filters.kinds.size;
  byId('active').textContent = count ? String(count) : '';
  byId('clear').hidden = !count;
  [['relationsum', filters.relations], ['statesum', filters.states]].forEach(([id, chosen]) => {
    byId(id).textContent = chosen.size ? `(${chosen.size})` : '';
  });
}

function filtersChanged() {
  applyFilters();
  countFilters();
  keep();
  redraw();
}

function clearFilters() {
  ['kinds', 'relations', 'states'].forEach((name) => filters[name].clear());
  Object.assign(filters, { place: null, from: '', to: '', source: null, sure: 0 });
  drawFilters();
  filtersChanged();
}

function setUpFilters() {
  ['from', 'to'].forEach((name) => byId(name).addEventListener('input', () => {
    filters[name] = /^\d{4}$/.test(byId(name).value) ? byId(name).value : '';
    filtersChanged();
  }));
  byId('sure').addEventListener('change', () => { filters.sure = Number(byId('sure').value); filtersChanged(); });
  byId('clear').addEventListener('click', clearFilters);
}
