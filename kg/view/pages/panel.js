// The panel: what is picked, its facts as sentences, and under each the words that say it.
const CARDS = 20;
const MEMBERS = 40;
const QUOTES = 3;
let opener = null;
let filling = 0;

function fillPanel(kicker, heading, ...parts) {
  const top = make('div', 'top');
  const close = button('close', '×', closeToOpener);
  close.setAttribute('aria-label', say('close'));
  top.append(kicker instanceof Node ? kicker : make('p', 'kicker', kicker), close);
  byId('panel').replaceChildren(top, make('h2', '', heading), ...parts.filter(Boolean));
  byId('panel').scrollTop = 0;
}

function showPanel() {
  filling += 1;
  const { pick } = state;
  if (pick === null && state.path) showPath();
  else if (pick === null) showWelcome();
  else if (pick.node !== undefined) showNode(pick.node);
  else if (pick.fact !== undefined) showFact(pick.fact);
  else showLine(pick.line);
}

function showWelcome() {
  const parts = [make('p', 'welcome', say('welcome')), make('p', 'small', say('keys'))];
  const places = canvas.drawn().records.filter((one) => one.folded && people[one.id])
    .sort((a, b) => people[b.id] - people[a.id] || a.id - b.id);
  if (places.length) {
    const list = make('ul', 'plain');
    places.slice(0, MEMBERS).forEach(({ id }) => {
      const item = make('li');
      const open = button('link', '', () => openNode(id));
      open.append(glyph(id), labelOf(id));
      item.append(open, make('span', 'small', say('people', { count: people[id] })));
      list.append(item);
    });
    parts.push(make('h2', 'sub', say('places')), list);
  }
  const sources = make('ul', 'plain');
  SOURCES.title.slice(0, MEMBERS).forEach((title, i) => {
    const item = make('li');
    const open = button('link', title, () => { filters.source = i; drawFilters(); filtersChanged(); });
    item.append(open);
    if (SOURCES.date[i]) item.append(make('span', 'small', SOURCES.date[i]));
    sources.append(item);
  });
  parts.push(make('h2', 'sub', say('sources', { count: SOURCES.title.length })), sources);
  byId('panel').replaceChildren(...parts);
}

function actions(node) {
  const box = make('div', 'actions');
  if (sceneOf(node) >= 0 && state.scene !== node) box.append(button('', say('open'), () => openNode(node)));
  box.append(button('', say('focus'), () => focusOn(node)));
  if (canvas.drawn().drawn.has(node) && !state.path) {
    const isOpen = state.open.has(node);
    box.append(button('', say(isOpen ? 'collapse' : 'expand'), () => toggleOpen(node)));
    if (!isOpen) box.append(button('', say(state.shut.has(node) ? 'unhide' : 'hide'), () => toggleShut(node)));
  }
  box.append(button('', say('pathfrom'), () => startPath(node)));
  return box;
}

function showNode(node) {
  const kicker = make('p', 'kicker');
  const type = term(NODES.type[node]);
  kicker.append(glyph(node), type || say(kindOf(node)), NODES.code[node] ? ` · ${NODES.code[node]}` : '');
  const where = placeOf(node);
  const facts = [...factsOf(node)].filter((fact) => passing[fact]).sort((a, b) => weightOf(a) - weightOf(b) || a - b);
  fillPanel(
    kicker, labelOf(node),
    NODES.post[node] && make('p', 'post', NODES.post[node]),
    where && make('p', 'small where', where),
    actions(node),
    membersOf(node),
    make('h3', '', say('facts', { count: facts.length })),
    ...cards(facts, node),
    make('p', 'iri', NODES.id[node]),
  );
}

// Posts come first, then secondments, reports and visits, then the rest; containment last.
const ORDER = ['post', 'seconded', 'report', 'initiative', 'visited', 'line', 'faint'];
function weightOf(fact) { return ORDER.indexOf(LINES[relationOf(fact)] || 'line'); }

// The people in a place or body, those with most facts first.
function membersOf(node) {
  if (!people[node] || kindOf(node) === 'person') return null;
  const found = [];
  for (let i = 0; i < NODES.id.length; i += 1) if (living[i] && kindOf(i) === 'person' && lies(i, node)) found.push(i);
  found.sort((a, b) => factsOf(b).length - factsOf(a).length || a - b);
  const box = make('details', 'members');
  box.append(make('summary', '', say('peoplein', { count: found.length })));
  const list = make('ul', 'plain');
  found.slice(0, 200).forEach((person) => {
    const item = make('li');
    const open = button('link', '', () => find(person));
    open.append(glyph(person), labelOf(person));
    item.append(open, make('span', 'small', NODES.post[person] || ''));
    list.append(item);
  });
  box.append(list);
  box.open = found.length <= 12;
  return box;
}

function showLine(key) {
  const line = canvas.drawn().lines.find((one) => one.key === key);
  if (!line) { showWelcome(); return; }
  const names = line.names.map(termNamed).join(' / ');
  const heading = `${labelOf(line.from)} → ${labelOf(line.to)}`;
  fillPanel(names, line.kind === 'line' && line.folded ? heading.replace('→', '–') : heading,
    make('h3', '', say('facts', { count: line.facts.length })), ...cards(line.facts, null));
}

function showFact(fact) {
  fillPanel(term(FACTS.p[fact]), labelOf(FACTS.s[fact]), ...cards([fact], null));
}

function showPath() {
  const { path } = canvas.drawn();
  const [from, to] = state.path;
  const heading = `${labelOf(from)} → ${labelOf(to)}`;
  if (!path) { fillPanel(say('path'), heading, make('p', '', say('nopath'))); return; }
  const parts = [];
  path.slice(1).forEach((node, i) => {
    const facts = [...factsOf(node)].filter((fact) => passing[fact] && otherEnd(fact, node) === path[i]);
    parts.push(make('h3', '', `${i + 1}. ${labelOf(path[i])} – ${labelOf(node)}`), ...cards(facts, null));
  });
  fillPanel(say('path'), heading, make('p', 'small', say('steps', { count: path.length - 1 })), ...parts);
}

function cards(facts, node) {
  const shown = facts.slice(0, CARDS).map((fact) => card(fact, node));
  if (facts.length > CARDS) {
    const more = button('more', say('more', { count: facts.length - CARDS }), () => {
      more.replaceWith(...cards(facts.slice(CARDS), node));
    });
    shown.push(more);
  }
  return shown;
}

// The card stands at once; its sentence and evidence follow as soon as they are unpacked.
function card(fact, node) {
  const box = make('article', unsettled(fact) ? 'fact unsettled' : 'fact');
  const turn = filling;
  const fallback = [labelOf(FACTS.s[fact]), term(FACTS.p[fact]), objectOf(fact)].join(' · ');
  box.append(make('p', 'summary', fallback));
  detailOf(fact).then((detail) => {
    if (turn === filling) fillCard(box, fact, node, detail);
  });
  return box;
}

function fillCard(box, fact, node, detail) {
  box.replaceChildren(make('p', 'summary', detail.sentence[state.language]));
  const ends = [FACTS.s[fact], FACTS.o[fact]].filter((end) => end >= 0 && end !== node);
  const links = make('p', 'ends');
  [...new Set(ends)].forEach((end) => {
    const open = button('chip', '', () => find(end));
    open.append(glyph(end), labelOf(end));
    links.append(open);
  });
  if (links.children.length) box.append(links);
  box.append(...figures(detail.quotes));
  if (!detail.quotes.length) box.append(make('p', 'small', say('noquote')));
  const details = [
    ['printed', detail.printed], ['speaker', detail.speaker],
    ['confidence', FACTS.sure[fact] >= 0 && (FACTS.sure[fact] / 100) + (detail.explicit ? '' : ` (${say('inferred')})`)],
    ['rule', detail.rules],
  ].filter(([, value]) => value);
  if (!details.length) return;
  const fold = make('details', 'how');
  const list = make('dl', 'details');
  details.forEach(([key, value]) => list.append(make('dt', '', say(key)), make('dd', '', value)));
  fold.append(make('summary', 'small', say('how')), list);
  box.append(fold);
}

function figures(quotes) {
  const shown = quotes.slice(0, QUOTES).map((quote) => {
    const figure = make('figure');
    const caption = make('figcaption', 'small', sourceName(quote.source));
    caption.append(` · ${say('characters', quote)}`);
    figure.append(marked(quote), caption);
    return figure;
  });
  if (quotes.length > QUOTES) {
    const more = button('more', say('morequotes', { count: quotes.length - QUOTES }), () => more.replaceWith(...figures(quotes.slice(QUOTES))));
    shown.push(more);
  }
  return shown;
}

function closeToOpener() {
  const target = opener;
  opener = null;
  pick(null);
  if (target && target.isConnected) target.focus();
}
