// The list of all facts: sortable, filtered, and enough to use the page without the drawing.
const COLUMNS = {
  subject: (fact) => fact.subject,
  relation,
  object: (fact) => fact.object,
  post: (fact) => fact.post || '',
  status: (fact) => [statusOf(fact), fact.unsettled ? words({ t: fact.modality }) : ''].filter(Boolean).join(' · '),
  dates: (fact) => fact.dates || '',
  source: (fact) => fact.quotes.map((quote) => `${sourceName(quote)} ${quote.start}–${quote.end}`).join('; '),
};
const PAGE = 100;
const sorting = { column: null, ascending: true };
let limit = PAGE;

function drawTable() {
  byId('columns').replaceChildren(...Object.keys(COLUMNS).map(columnHead), make('th', '', say('quote')));
  drawRows();
}

function columnHead(name) {
  const head = make('th');
  head.scope = 'col';
  const active = sorting.column === name;
  head.setAttribute('aria-sort', active ? (sorting.ascending ? 'ascending' : 'descending') : 'none');
  head.append(button('sort', say(name), () => {
    sorting.ascending = active ? !sorting.ascending : true;
    sorting.column = name;
    drawTable();
    byId('columns').children[Object.keys(COLUMNS).indexOf(name)].firstChild.focus();
  }));
  return head;
}

function chosenRows() {
  const wanted = byId('filter').value.trim().toLowerCase();
  const rows = DATA.facts.map((fact, i) => i).filter((i) => !wanted || rowText(i).includes(wanted));
  if (!sorting.column) return rows;
  const value = COLUMNS[sorting.column];
  const keys = new Map(rows.map((i) => [i, value(DATA.facts[i])]));
  const compare = new Intl.Collator(language === 'zh' ? 'zh-Hans-CN' : 'en', { numeric: true }).compare;
  const sign = sorting.ascending ? 1 : -1;
  return rows.sort((a, b) => sign * compare(keys.get(a), keys.get(b)) || a - b);
}

function rowText(i) {
  const fact = DATA.facts[i];
  const found = [fact.s, fact.o].filter((node) => node !== null).map((node) => DATA.nodes[node].find);
  const quotes = fact.quotes.flatMap((quote) => quote.text);
  return [...Object.values(COLUMNS).map((value) => value(fact)), ...found, ...quotes].join(' ').toLowerCase();
}

function drawRows() {
  const rows = chosenRows();
  byId('body').replaceChildren(...rows.slice(0, limit).map(row));
  byId('rows').textContent = say('rows', { shown: Math.min(limit, rows.length), all: DATA.facts.length });
  byId('more').hidden = rows.length <= limit;
}

function row(i) {
  const fact = DATA.facts[i];
  const line = make('tr', fact.unsettled ? 'unsettled' : '');
  Object.entries(COLUMNS).forEach(([name, value]) => {
    const cell = make('td', name);
    if (name === 'subject') {
      const open = button('open', value(fact), () => {
        canvas.selectFact(i);
        openPanel(() => showFact(i), open);
        byId('stage').scrollIntoView({ block: 'nearest' });
      });
      open.setAttribute('aria-label', `${say('show')}: ${fact.summary.map(words).join(' · ')}`);
      cell.append(open);
    } else {
      cell.textContent = value(fact);
    }
    line.append(cell);
  });
  const cell = make('td', 'quote');
  if (fact.quotes.length) cell.append(marked(fact.quotes[0]));
  line.append(cell);
  return line;
}
