// What is shown: a filter over facts, and which nodes it leaves.
const filters = { kinds: new Set(), relations: new Set(), states: new Set(), place: null, from: '', to: '', source: null, sure: 0 };
let filterTurn = 0; // how often the filters have changed

function filtersFacts() {
  return filters.relations.size + filters.states.size + (filters.place !== null) + (filters.from !== '') + (filters.to !== '')
    + (filters.source !== null) + (filters.sure > 0);
}

function passes(fact) {
  const { relations, states, place, source: doc, sure } = filters;
  const timed = filters.from !== '' || filters.to !== '';
  return (!relations.size || relations.has(relationOf(fact)))
    && (!states.size || FACTS.states[fact].some((one) => states.has(TERMS[one].name)))
    && (place === null || lies(FACTS.s[fact], place) || (FACTS.o[fact] >= 0 && lies(FACTS.o[fact], place)))
    && (!timed || (FACTS.from[fact] > 0 && FACTS.from[fact] <= (Number(filters.to) || 9999) && FACTS.to[fact] >= (Number(filters.from) || 0)))
    && (doc === null || FACTS.docs[fact].includes(doc))
    && (sure === 0 || FACTS.sure[fact] >= sure);
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

function drawFilters() {
  ['relations', 'states'].forEach((name) => {
    const counts = new Map(DATA[name].map(([i, count]) => [TERMS[i].name, `${TERMS[i][state.language]} ${count}`]));
    checks(name, [...counts.keys()], filters[name], (one) => counts.get(one));
  });
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
  filterTurn += 1;
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
