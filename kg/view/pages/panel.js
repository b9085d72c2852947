// The panel: what is picked, its facts as sentences, and under each the words that say it.
const CARDS = 20;
const MEMBERS = 40;
const MOST_MEMBERS = 200;
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

// What is asked of the source takes its time: only the last of several wishes is shown.
async function showPanel() {
  filling += 1;
  const turn = filling;
  const { pick } = state;
  let parts;
  if (pick === null && state.path) parts = await pathParts();
  else if (pick === null) parts = null;
  else if (pick.node !== undefined) parts = await nodeParts(pick.node);
  else if (pick.fact !== undefined) parts = await factParts(pick.fact);
  else parts = await lineParts(pick.line);
  if (turn !== filling) return;
  if (parts) fillPanel(...parts); else await showWelcome(turn);
}

async function showWelcome(turn) {
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
  const documents = await source.documents('', MEMBERS);
  if (turn !== filling) return;
  const sources = make('ul', 'plain');
  documents.forEach((i) => {
    const item = make('li');
    item.append(button('link', SOURCES.title[i], () => { filters.source = i; drawFilters(); filtersChanged(); }));
    if (SOURCES.date[i]) item.append(make('span', 'small', SOURCES.date[i]));
    sources.append(item);
  });
  parts.push(make('h2', 'sub', say('sources', { count: DATA.counts.sources })), sources);
  byId('panel').replaceChildren(...parts);
}

function actions(node) {
  const box = make('div', 'actions');
  if (sceneOf(node) >= 0 && state.scene !== node) box.append(button('', say('open'), () => openNode(node)));
  if (kindOf(node) === 'region') return box;
  box.append(button('', say('focus'), () => focusOn(node)));
  if (canvas.drawn().drawn.has(node) && !state.path) {
    const isOpen = state.open.has(node);
    box.append(button('', say(isOpen ? 'collapse' : 'expand'), () => toggleOpen(node)));
    if (!isOpen) box.append(button('', say(state.shut.has(node) ? 'unhide' : 'hide'), () => toggleShut(node)));
  }
  box.append(button('', say('pathfrom'), () => startPath(node)));
  if (DATA.pages) box.append(pageLink(say('page'), NODES.id[node]));
  return box;
}

// A link to the page about something, where there are such pages beside this one.
function pageLink(text, id) {
  const link = make('a', 'page', text);
  link.href = `${DATA.pages}${id.split('/').map(encodeURIComponent).join('/')}`;
  return link;
}

// Kicker, heading and the parts below it, as fillPanel takes them; so are those of a line, a fact and a path.
async function nodeParts(node) {
  const kicker = make('p', 'kicker');
  const type = term(NODES.type[node]);
  kicker.append(glyph(node), type || say(kindOf(node)), NODES.code[node] ? ` · ${NODES.code[node]}` : '');
  if (kindOf(node) === 'region') { // it holds what lies nowhere else; no text speaks of it
    const hint = DATA.strings[state.language][NODES.id[node]];
    return [kicker, labelOf(node), hint && make('p', '', hint), actions(node), await membersOf(node)];
  }
  const where = placeOf(node);
  const [members] = await Promise.all([membersOf(node), source.reach([node])]);
  const facts = [...source.factsOf(node)].filter(passes).sort((a, b) => weightOf(a) - weightOf(b) || a - b);
  const total = source.total(node);
  return [
    kicker, labelOf(node),
    NODES.post[node] && make('p', 'post', NODES.post[node]),
    where && make('p', 'small where', where),
    actions(node),
    members,
    make('h3', '', say('facts', { count: total })),
    ...await cards(facts, node),
    total > facts.length && make('p', 'small', say('cut', { count: total - facts.length })),
    make('p', 'iri', NODES.id[node]),
  ];
}

// Posts come first, then secondments, reports and visits, then the rest; containment last.
const ORDER = ['post', 'seconded', 'report', 'initiative', 'visited', 'line', 'faint'];
function weightOf(fact) { return ORDER.indexOf(LINES[relationOf(fact)] || 'line'); }

// The people in a place or body, those with most facts first.
async function membersOf(node) {
  if (!['place', 'organization', 'region'].includes(kindOf(node))) return null;
  const { count, people: found } = await source.members(node);
  if (!count) return null;
  const box = make('details', 'members');
  box.append(make('summary', '', say('peoplein', { count })));
  const list = make('ul', 'plain');
  found.forEach((person) => {
    const item = make('li');
    const open = button('link', '', () => find(person));
    open.append(glyph(person), labelOf(person));
    item.append(open, make('span', 'small', NODES.post[person] || ''));
    list.append(item);
  });
  box.append(list);
  box.open = count <= 12 || kindOf(node) === 'region';
  return box;
}

async function lineParts(key) {
  const line = canvas.drawn().lines.find((one) => one.key === key);
  if (!line) return null;
  const names = line.names.map(termNamed).join(' / ');
  const heading = `${labelOf(line.from)} → ${labelOf(line.to)}`;
  return [
    names, line.kind === 'line' && line.folded ? heading.replace('→', '–') : heading,
    make('h3', '', say('facts', { count: line.count })), ...await cards(line.facts, null),
    line.count > line.facts.length && make('p', 'small', say('cut', { count: line.count - line.facts.length })),
  ];
}

async function factParts(fact) {
  const shown = await cards([fact], null);
  return [term(FACTS.p[fact]), labelOf(FACTS.s[fact]), ...shown];
}

async function pathParts() {
  const { path } = canvas.drawn();
  const [from, to] = state.path;
  const heading = `${labelOf(from)} → ${labelOf(to)}`;
  if (!path) return [say('path'), heading, make('p', '', say('nopath'))];
  const parts = [];
  for (let i = 1; i < path.length; i += 1) {
    const facts = [...source.factsOf(path[i])].filter((fact) => passes(fact) && otherEnd(fact, path[i]) === path[i - 1]);
    parts.push(make('h3', '', `${i}. ${labelOf(path[i - 1])} – ${labelOf(path[i])}`), ...await cards(facts, null));
  }
  return [say('path'), heading, make('p', 'small', say('steps', { count: path.length - 1 })), ...parts];
}

async function cards(facts, node) {
  await source.hold(facts.slice(0, CARDS));
  const shown = facts.slice(0, CARDS).map((fact) => card(fact, node));
  if (facts.length > CARDS) {
    const more = button('more', say('more', { count: facts.length - CARDS }), async () => {
      more.replaceWith(...await cards(facts.slice(CARDS), node));
    });
    shown.push(more);
  }
  return shown;
}

// The card stands at once; its sentence and evidence follow as soon as they are unpacked.
function card(fact, node) {
  const box = make('article', unsettled(fact) ? 'fact unsettled' : 'fact');
  const fallback = [labelOf(FACTS.s[fact]), term(FACTS.p[fact]), objectOf(fact)].join(' · ');
  box.append(make('p', 'summary', fallback));
  detailOf(fact).then((detail) => fillCard(box, fact, node, detail));
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
  if (detail.all > detail.quotes.length) box.append(make('p', 'small', say('cutquotes', { count: detail.all - detail.quotes.length })));
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
    const name = sourceName(quote.source);
    const caption = make('figcaption', 'small', DATA.pages ? '' : name);
    if (DATA.pages) caption.append(pageLink(name, `doc/${SOURCES.id[quote.source]}`));
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
