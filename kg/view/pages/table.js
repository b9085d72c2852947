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
let listing = 0;

function drawHeads() {
  byId('columns').replaceChildren(...Object.keys(COLUMNS).map(columnHead), make('th', 'quote', say('quote')));
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
    drawHeads();
    drawRows();
    byId('columns').children[Object.keys(COLUMNS).indexOf(name)].firstChild.focus();
  }));
  return head;
}

async function drawRows() {
  listing += 1;
  const turn = listing;
  const { rows, count } = await source.rows({
    words: byId('words').value.trim().toLowerCase(), column: sorting.column, ascending: sorting.ascending,
    drawn: byId('drawn').checked ? canvas.drawn().drawn : null, most: limit,
  });
  if (turn !== listing) return;
  byId('body').replaceChildren(...rows.map(row));
  byId('rows').textContent = say('rows', { shown: rows.length, all: count });
  byId('more').hidden = rows.length >= count;
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
