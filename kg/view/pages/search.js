// A box that finds by characters, pinyin, initials or code: for everything, for places, for documents.
const HITS = 12;

function combobox(id, options) {
  const box = byId(id);
  const list = byId(`${id}-hits`);
  let hits = [];
  let active = -1;
  let asked = Promise.resolve();
  let turn = 0;

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

  // An answer that a later key has overtaken is dropped.
  async function search() {
    turn += 1;
    const mine = turn;
    hits = [];
    const plain = /^[\x20-\x7e]*$/.test(box.value);
    const wanted = box.value.trim().toLowerCase().replace(/\s+/g, plain ? '' : ' ');
    if (!wanted) { close(); if (options.empty) options.empty(); return; }
    const found = await options.find(wanted);
    if (mine !== turn) return;
    hits = found;
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

  box.addEventListener('input', () => { asked = search(); });
  box.addEventListener('blur', () => { turn += 1; close(); if (options.left) options.left(); });
  box.addEventListener('keydown', (event) => {
    if (event.isComposing) return;
    if (event.key === 'Enter') asked.then(() => { if (hits.length && active >= 0) choose(hits[active]); });
    else if (event.key === 'ArrowDown' && hits.length) move((active + 1) % hits.length);
    else if (event.key === 'ArrowUp' && hits.length) move((active + hits.length - 1) % hits.length);
    else if (event.key === 'Escape') close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
}

function hitParts(node) {
  const name = make('span', 'name');
  name.append(glyph(node), labelOf(node));
  return [name, make('span', 'small', NODES.post[node] || placeOf(node) || term(NODES.type[node]) || say(kindOf(node)))];
}

function setUpSearch() {
  combobox('search', {
    find: (wanted) => source.find(wanted), parts: hitParts,
    choose: (node) => { byId('search').value = labelOf(node); opener = byId('search'); find(node); },
  });
  combobox('place', {
    find: (wanted) => source.find(wanted, ['place', 'region']), parts: hitParts,
    choose: (node) => { filters.place = node; drawFilters(); filtersChanged(); },
    empty: () => { if (filters.place !== null) { filters.place = null; filtersChanged(); } },
    left: () => { byId('place').value = filters.place === null ? '' : labelOf(filters.place); },
  });
  combobox('source', {
    find: (wanted) => source.documents(wanted, HITS),
    parts: (i) => [make('span', 'name', SOURCES.title[i]), make('span', 'small', SOURCES.date[i] || SOURCES.path[i])],
    choose: (i) => { filters.source = i; drawFilters(); filtersChanged(); },
    empty: () => { if (filters.source !== null) { filters.source = null; filtersChanged(); } },
    left: () => { byId('source').value = filters.source === null ? '' : SOURCES.title[filters.source]; },
  });
  combobox('target', {
    find: (wanted) => source.find(wanted), parts: hitParts,
    choose: (node) => { state.path = [pathStart, node]; finishPath(); },
  });
}
