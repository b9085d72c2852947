// Legend, search, language, keyboard; then the start.
function drawLegend() {
  const present = KINDS.filter((kind) => DATA.nodes.some((node) => node.kind === kind));
  byId('kinds').replaceChildren(...present.map((kind) => {
    const item = button('kind', '', () => canvas.toggleKind(kind));
    item.setAttribute('aria-pressed', String(!canvas.hiddenKinds.has(kind)));
    const glyph = make('span', 'glyph', GLYPHS[DATA.shapes[kind].shape]);
    glyph.style.color = `var(--${kind})`;
    item.append(glyph, say(kind));
    return item;
  }));
  const lines = new Map();
  DATA.edges.forEach((edge) => {
    const names = lines.get(lineOf(edge)) || new Set();
    lines.set(lineOf(edge), names.add(words({ t: edge.p })));
  });
  byId('lines').replaceChildren(...[...lines].map(([line, names]) => {
    const item = make('li');
    const stroke = make('span', `stroke ${line}`);
    stroke.style.borderColor = `var(--${line})`;
    item.append(stroke, [...names].slice(0, 4).join(' / '));
    return item;
  }), ...(DATA.edges.some((edge) => edge.dashed) ? [make('li', 'small', say('unsettled'))] : []));
}

function setUpSearch() {
  const box = byId('search');
  const list = byId('hits');
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
    box.value = DATA.nodes[i].label;
    canvas.find(i);
  }

  function rank(node, wanted) {
    const label = node.label.toLowerCase();
    if (label === wanted) return 0;
    if (label.startsWith(wanted)) return 1;
    return node.find.split(' ').some((word) => word.startsWith(wanted)) ? 2 : 3;
  }

  function search() {
    const wanted = box.value.trim().toLowerCase().replace(/\s+/g, wordsOfPinyin(box.value) ? '' : ' ');
    if (!wanted) { close(); return; }
    hits = DATA.nodes.map((node, i) => i)
      .filter((i) => DATA.nodes[i].find.includes(wanted))
      .map((i) => [rank(DATA.nodes[i], wanted), -edgesOf[i].length, i])
      .sort((a, b) => a[0] - b[0] || a[1] - b[1] || a[2] - b[2])
      .slice(0, 12)
      .map((found) => found[2]);
    list.replaceChildren(...(hits.length ? hits.map(hit) : [make('li', 'small', say('nothing'))]));
    list.hidden = false;
    box.setAttribute('aria-expanded', 'true');
    move(hits.length ? 0 : -1);
  }

  function wordsOfPinyin(text) { return /^[\x20-\x7e]*$/.test(text); }

  function hit(i) {
    const item = make('li', '', DATA.nodes[i].label);
    item.id = `hit${i}`;
    item.setAttribute('role', 'option');
    item.append(make('span', 'small', say(DATA.nodes[i].kind)));
    item.addEventListener('pointerdown', (event) => { event.preventDefault(); choose(i); });
    return item;
  }

  function move(to) {
    active = to;
    [...list.children].forEach((item, place) => item.setAttribute('aria-selected', String(place === active)));
    if (active >= 0) box.setAttribute('aria-activedescendant', `hit${hits[active]}`);
  }

  box.addEventListener('input', search);
  box.addEventListener('blur', close);
  box.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && hits.length && active >= 0) choose(hits[active]);
    else if (event.key === 'ArrowDown' && hits.length) move((active + 1) % hits.length);
    else if (event.key === 'ArrowUp' && hits.length) move((active + hits.length - 1) % hits.length);
    else if (event.key === 'Escape') close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
}

function speak() {
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
  document.querySelectorAll('[data-text]').forEach((element) => { element.textContent = say(element.dataset.text); });
  document.querySelectorAll('[data-placeholder]').forEach((element) => { element.placeholder = say(element.dataset.placeholder); });
  document.querySelectorAll('[data-label]').forEach((element) => { element.setAttribute('aria-label', say(element.dataset.label)); });
  byId('language').textContent = say('language');
  byId('language').lang = language === 'zh' ? 'en' : 'zh-CN';
  byId('counts').textContent = say('counts', {
    nodes: DATA.nodes.length, facts: DATA.facts.length, sources: DATA.sources.length,
  });
  drawLegend();
  drawTable();
  shown();
}

byId('language').addEventListener('click', () => {
  language = language === 'zh' ? 'en' : 'zh';
  canvas.speak();
  speak();
});
byId('filter').addEventListener('input', () => { limit = PAGE; drawRows(); });
byId('more').addEventListener('click', () => { limit += PAGE; drawRows(); });
document.addEventListener('keydown', (event) => { if (event.key === 'Escape') closeToOpener(); });
setUpSearch();
canvas.start();
speak();
