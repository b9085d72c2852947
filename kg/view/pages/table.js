// The table: all facts that the filters leave, sortable, and enough to use the page without the drawing.
const COLUMNS = {
  subject: (fact) => labelOf(FACTS.s[fact]),
  relation: (fact) => term(FACTS.p[fact]),
  object: objectOf,
  post: (fact) => FACTS.post[fact],
  status: statesOf,
  dates: datesOf,
  source: (fact) => FACTS.docs[fact].map((i) => SOURCES.title[i]).join('; '),
};
const PAGE = 50;
const sorting = { column: null, ascending: true };
let limit = PAGE;
let rowsNow = [];

function drawTable() {
  byId('columns').replaceChildren(...Object.keys(COLUMNS).map(columnHead), make('th', 'quote', say('quote')));
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
    keep();
    drawTable();
    byId('columns').children[Object.keys(COLUMNS).indexOf(name)].firstChild.focus();
  }));
  return head;
}

function chosenRows() {
  const wanted = byId('words').value.trim().toLowerCase();
  const { drawn } = canvas.drawn();
  const onlyDrawn = byId('drawn').checked;
  const rows = [];
  for (let i = 0; i < FACTS.s.length; i += 1) {
    if (!passing[i]) continue;
    if (onlyDrawn && !(drawn.has(FACTS.s[i]) && (FACTS.o[i] < 0 || drawn.has(FACTS.o[i])))) continue;
    if (wanted && !rowText(i).includes(wanted)) continue;
    rows.push(i);
  }
  if (!sorting.column) return rows;
  const value = COLUMNS[sorting.column];
  const keys = new Map(rows.map((i) => [i, value(i)]));
  const { compare } = new Intl.Collator(state.language === 'zh' ? 'zh-Hans-CN' : 'en', { numeric: true });
  const sign = sorting.ascending ? 1 : -1;
  return rows.sort((a, b) => sign * compare(keys.get(a), keys.get(b)) || a - b);
}

function rowText(fact) {
  const ends = [FACTS.s[fact], FACTS.o[fact]].filter((node) => node >= 0).map((node) => NODES.find[node]);
  return [...Object.values(COLUMNS).map((value) => value(fact)), ...ends].join(' ').toLowerCase();
}

function drawRows() {
  rowsNow = chosenRows();
  byId('body').replaceChildren(...rowsNow.slice(0, limit).map(row));
  byId('rows').textContent = say('rows', { shown: Math.min(limit, rowsNow.length), all: rowsNow.length });
  byId('more').hidden = rowsNow.length <= limit;
}

function row(fact) {
  const line = make('tr', unsettled(fact) ? 'unsettled' : '');
  Object.entries(COLUMNS).forEach(([name, value]) => {
    const cell = make('td', name);
    if (name === 'subject') {
      const open = button('link', value(fact), () => {
        opener = open;
        pick({ fact });
        byId('panel').focus();
        byId('stage').scrollIntoView({ block: 'nearest' });
      });
      open.setAttribute('aria-label', `${say('show')}: ${[value(fact), term(FACTS.p[fact]), objectOf(fact)].join(' · ')}`);
      cell.append(open);
    } else cell.textContent = value(fact);
    line.append(cell);
  });
  const cell = make('td', 'quote');
  line.append(cell);
  if (FACTS.docs[fact].length) detailOf(fact).then(({ quotes }) => { if (quotes.length) cell.replaceChildren(marked(quotes[0])); });
  return line;
}

function setUpTable() {
  byId('words').addEventListener('input', () => { limit = PAGE; drawRows(); });
  byId('drawn').addEventListener('change', () => { limit = PAGE; drawRows(); });
  byId('more').addEventListener('click', () => { limit += PAGE; drawRows(); });
}
