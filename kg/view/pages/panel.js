// The side panel: one node, one line or one fact, in sentences, each with its evidence.
let shown = () => showWelcome();
let opener = null;

function openPanel(render, from) {
  shown = render;
  opener = from || null;
  render();
  const panel = byId('panel');
  panel.scrollTop = 0;
  if (opener) panel.focus();
}

function closePanel() {
  canvas.select([], []);
  openPanel(showWelcome);
}

function closeToOpener() {
  const target = opener;
  closePanel();
  if (target && target.isConnected) target.focus();
}

function fill(kicker, heading, ...parts) {
  const top = make('div', 'top');
  const close = button('close', '×', closeToOpener);
  close.setAttribute('aria-label', say('close'));
  top.append(make('p', 'kicker', kicker), close);
  byId('panel').replaceChildren(top, make('h2', '', heading), ...parts);
}

function showWelcome() {
  const list = make('ul', 'sources');
  DATA.sources.slice(0, 200).forEach((source) => {
    const item = make('li');
    item.append(make('span', '', source.title));
    if (source.path && source.path !== source.title) item.append(make('span', 'small', source.path));
    list.append(item);
  });
  byId('panel').replaceChildren(
    make('p', 'welcome', say('welcome')),
    make('p', 'small', say('keys')),
    make('h3', '', say('sources')),
    list,
  );
}

function showNode(i) {
  const node = DATA.nodes[i];
  const facts = factsOf[i];
  const about = make('p', 'small', node.code ? `${say('code')} ${node.code}` : '');
  const around = button('around', say('around'), () => canvas.around(i));
  fill(
    `${say(node.kind)}${node.type ? ` · ${words({ t: node.type })}` : ''}`,
    node.label,
    ...(node.code ? [about] : []),
    around,
    make('h3', '', say('of', { count: facts.length })),
    ...facts.map(factCard),
    make('p', 'iri', node.iri),
  );
}

function showEdge(i) {
  const edge = DATA.edges[i];
  fill(
    words({ t: edge.p }),
    `${DATA.nodes[edge.from].label} → ${DATA.nodes[edge.to].label}`,
    ...edge.facts.map(factCard),
  );
}

function showFact(i) {
  fill(relation(DATA.facts[i]), DATA.facts[i].subject, factCard(i));
}

function factCard(i) {
  const fact = DATA.facts[i];
  const card = make('article', fact.unsettled ? 'fact unsettled' : 'fact');
  card.append(make('p', 'summary', fact.summary.map(words).join(' · ')), details(fact));
  if (!fact.quotes.length) card.append(make('p', 'small', say('noquote')));
  fact.quotes.forEach((quote) => {
    const figure = make('figure');
    const caption = make('figcaption', 'small', sourceName(quote));
    caption.append(make('br'), say('characters', quote));
    figure.append(marked(quote), caption);
    card.append(figure);
  });
  return card;
}

function details(fact) {
  const list = make('dl', 'details');
  const rows = [
    ['status', statusOf(fact)],
    ['dates', fact.dates],
    ['printed', fact.printed && fact.printed !== fact.post ? fact.printed : null],
    ['modality', fact.unsettled ? words({ t: fact.modality }) : null],
    ['speaker', words(fact.speaker)],
    ['confidence', fact.confidence && fact.confidence + (fact.explicit ? '' : ` (${say('inferred')})`)],
    ['rule', fact.rule],
  ];
  rows.filter(([, value]) => value).forEach(([key, value]) => {
    list.append(make('dt', '', say(key)), make('dd', '', value));
  });
  return list;
}
