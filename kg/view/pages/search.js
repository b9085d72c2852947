// A box that finds by characters, pinyin, initials or code: for everything, for places, for documents.
const HITS = 12;

function combobox(id, options) {
  const box = byId(id);
  const list = byId(`${id}-hits`);
  let hits = [];
  let active = -1;

  function close() {
    list.hidden = true;
    active = -1;
    box.setAttribute('aria-expanded', 'false');
    box.removeAttribute('aria-activedescendant');
  }

  function choose(i) {
    close();
    options.choose(i);
  }

  function search() {
    const plain = /^[\x20-\x7e]*$/.test(box.value);
    const wanted = box.value.trim().toLowerCase().replace(/\s+/g, plain ? '' : ' ');
    if (!wanted) { close(); if (options.empty) options.empty(); return; }
    hits = options.find(wanted);
    list.replaceChildren(...(hits.length ? hits.map(hit) : [make('li', 'small', say('nothing'))]));
    list.hidden = false;
    box.setAttribute('aria-expanded', 'true');
    byId('told').textContent = say('hits', { count: hits.length });
    move(hits.length ? 0 : -1);
  }

  function hit(i, place) {
    const item = make('li');
    item.id = `${id}-hit${place}`;
    item.setAttribute('role', 'option');
    item.append(...options.parts(i));
    item.addEventListener('pointerdown', (event) => { event.preventDefault(); choose(i); });
    return item;
  }

  function move(to) {
    active = to;
    [...list.children].forEach((item, place) => item.setAttribute('aria-selected', String(place === active)));
    if (active < 0) return;
    box.setAttribute('aria-activedescendant', `${id}-hit${active}`);
    list.children[active].scrollIntoView({ block: 'nearest' });
  }

  box.addEventListener('input', search);
  box.addEventListener('blur', () => { close(); if (options.left) options.left(); });
  box.addEventListener('keydown', (event) => {
    if (event.isComposing) return;
    if (event.key === 'Enter' && hits.length && active >= 0) choose(hits[active]);
    else if (event.key === 'ArrowDown' && hits.length) move((active + 1) % hits.length);
    else if (event.key === 'ArrowUp' && hits.length) move((active + hits.length - 1) % hits.length);
    else if (event.key === 'Escape') close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
}

function rankOf(node, wanted) {
  const label = NODES.label[node].toLowerCase();
  if (label === wanted) return 0;
  if (label.startsWith(wanted)) return 1;
  return NODES.find[node].split(' ').some((word) => word.startsWith(wanted)) ? 2 : 3;
}

function findNodes(wanted, wantedKind) {
  const found = [];
  for (let i = 0; i < NODES.find.length; i += 1) {
    if (wantedKind && !wantedKind.includes(kindOf(i))) continue;
    if (NODES.find[i].includes(wanted)) found.push([rankOf(i, wanted), -factsOf(i).length, i]);
  }
  return found.sort((a, b) => a[0] - b[0] || a[1] - b[1] || a[2] - b[2]).slice(0, HITS).map((one) => one[2]);
}

function nodeParts(node) {
  const name = make('span', 'name');
  name.append(glyph(node), labelOf(node));
  return [name, make('span', 'small', NODES.post[node] || placeOf(node) || term(NODES.type[node]) || say(kindOf(node)))];
}

function setUpSearch() {
  combobox('search', {
    find: (wanted) => findNodes(wanted), parts: nodeParts,
    choose: (node) => { byId('search').value = labelOf(node); opener = byId('search'); find(node); },
  });
  combobox('place', {
    find: (wanted) => findNodes(wanted, ['place', 'region']), parts: nodeParts,
    choose: (node) => { filters.place = node; drawFilters(); filtersChanged(); },
    empty: () => { if (filters.place !== null) { filters.place = null; filtersChanged(); } },
    left: () => { byId('place').value = filters.place === null ? '' : labelOf(filters.place); },
  });
  combobox('source', {
    find: (wanted) => SOURCES.title.map((_, i) => i)
      .filter((i) => `${SOURCES.title[i]} ${SOURCES.path[i]}`.toLowerCase().includes(wanted)).slice(0, HITS),
    parts: (i) => [make('span', 'name', SOURCES.title[i]), make('span', 'small', SOURCES.date[i] || SOURCES.path[i])],
    choose: (i) => { filters.source = i; drawFilters(); filtersChanged(); },
    empty: () => { if (filters.source !== null) { filters.source = null; filtersChanged(); } },
    left: () => { byId('source').value = filters.source === null ? '' : SOURCES.title[filters.source]; },
  });
  combobox('target', {
    find: (wanted) => findNodes(wanted), parts: nodeParts,
    choose: (node) => { state.path = [pathStart, node]; finishPath(); },
  });
}
